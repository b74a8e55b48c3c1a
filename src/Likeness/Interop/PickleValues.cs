namespace Likeness.Interop;

/// <summary>A dictionary of a pickle, in its own order; keys are texts or integers.</summary>
internal sealed class PickleDictionary
{
    public List<(object Key, object? Value)> Items { get; } = [];
}

/// <summary>A list or a tuple of a pickle; only lists can grow.</summary>
internal sealed record PickleSequence(List<object?> Items, bool IsTuple);

/// <summary>Bytes of a pickle that were a text in Python 2.</summary>
internal sealed record PickleBytes(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The bytes as text, each a character.</summary>
    public string Text => System.Text.Encoding.Latin1.GetString(Bytes.Span);
}

/// <summary>An array that a pickle creates first and fills later.</summary>
internal sealed class PickleArray
{
    /// <summary>Its sizes, outermost first; null until it is filled.</summary>
    public int[]? Shape { get; private set; }

    /// <summary>The type of its elements.</summary>
    public PickleElement Element { get; private set; } = new("");

    /// <summary>Whether the array is in column-major order.</summary>
    public bool ByColumns { get; private set; }

    /// <summary>The elements' bytes; empty for an array of Python objects.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Python objects, if the array contains such.</summary>
    public IReadOnlyList<object?>? Objects { get; private set; }

    /// <summary>The number of elements.</summary>
    public int Count { get; private set; }

    /// <summary>Fills the array.</summary>
    /// <exception cref="FormatException">It is already filled, or the parts are inconsistent.</exception>
    public void Fill(int[] shape, PickleElement element, bool byColumns, object? data)
    {
        if (Shape is not null)
        {
            throw new FormatException("it fills an array twice");
        }

        long count = shape.Aggregate(1L, (product, axis) => Math.Min(product * axis, int.MaxValue));
        Bytes = data is PickleBytes bytes ? bytes.Bytes : default;
        Objects = (data as PickleSequence)?.Items;
        int size = NpyElement.Find(element.Code)?.Size ?? 0;
        if (data is PickleBytes ? size > 0 && count * size != Bytes.Length : Objects?.Count != count)
        {
            throw new FormatException(
                $"it holds {Bytes.Length} bytes for an array ({string.Join(", ", shape)}) of '{element.Code}'"
            );
        }

        (Shape, Element, ByColumns, Count) = (shape, element, byColumns, (int)count);
    }
}

/// <summary>The type of an array's elements, such as <c>u1</c>.</summary>
internal sealed class PickleElement(string code)
{
    /// <summary>Kind and size without the byte order.</summary>
    public string Code => code;

    /// <summary>Whether the first byte is the most significant; the pickle sets it after creating the type.</summary>
    public bool BigEndian { get; set; }
}

/// <summary>A listed name with its arguments: recorded, and never constructed.</summary>
internal sealed class PickleObject(PickleGlobal name, IReadOnlyList<object?> arguments)
{
    /// <summary>The name in pandas or Python, without its module.</summary>
    public string Class => name.Name;

    /// <summary>The recorded arguments.</summary>
    public IReadOnlyList<object?> Arguments => arguments;

    /// <summary>The recorded state, or null.</summary>
    public object? State { get; set; }
}

/// <summary>A listed, harmless name in a pickle; it is compared, and never looked up.</summary>
internal sealed record PickleGlobal(string Module, string Name);

/// <summary>A storage of numbers: a record of the file.</summary>
/// <param name="Type">The format of the numbers.</param>
/// <param name="Key">The record's name in the file's data folder.</param>
/// <param name="Count">How many numbers there are.</param>
internal sealed record PickleStorage(TensorType Type, string Key, long Count);

/// <summary>A view of a storage: element (i, j, …) is number Offset + i · Strides[0] + j · Strides[1] + ….</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Shape, long[] Strides);
