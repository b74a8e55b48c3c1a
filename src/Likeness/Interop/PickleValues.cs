namespace Likeness.Interop;

/// <summary>A dictionary of a pickle, in its own order; keys are texts or whole numbers.</summary>
internal sealed class PickleDictionary
{
    public List<(object Key, object? Value)> Items { get; } = [];
}

/// <summary>A list or a tuple of a pickle; only lists grow.</summary>
internal sealed record PickleSequence(List<object?> Items, bool IsTuple);

/// <summary>Bytes of a pickle that Python 2 called a text.</summary>
internal sealed record PickleBytes(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The bytes as text, each a character.</summary>
    public string Text => System.Text.Encoding.Latin1.GetString(Bytes.Span);
}

/// <summary>An array that a pickle makes first and fills later.</summary>
internal sealed class PickleArray
{
    public ByteArray? Array { get; set; }
}

/// <summary>The type of an array's elements, such as <c>u1</c>.</summary>
internal sealed record PickleElement(string Code);

/// <summary>A name that a pickle asks for and that is on the list of the harmless ones; never looked up, only compared.</summary>
internal sealed record PickleGlobal(string Module, string Name);

/// <summary>Where numbers lie: a record of the file.</summary>
/// <param name="Type">The format of the numbers.</param>
/// <param name="Key">The record's name in the file's data folder.</param>
/// <param name="Count">How many numbers there are.</param>
internal sealed record PickleStorage(TensorType Type, string Key, long Count);

/// <summary>A view of a storage: element (i, j, …) is number Offset + i · Strides[0] + j · Strides[1] + ….</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Shape, long[] Strides);
