using System.Text;

namespace Likeness.Interop;

/// <summary>
/// The names in pickles of pandas tables, as pandas 0.13 to 1.5 wrote them under Python 2 and 3: they are recorded, so
/// that <see cref="FrameColumns"/> finds the columns in them. The format: pandas/core/internals/managers.py,
/// pandas/core/indexes/base.py and pandas/_libs/internals.pyx.
/// </summary>
/// <param name="length">The length of the pickle.</param>
internal sealed class PickleFrames(long length) : IPickleVocabulary
{
    public const string Frame = "DataFrame";
    public const string Manager = "BlockManager";
    public const string Block = "_unpickle_block";
    public const string Slice = "slice";
    public const string RangeIndex = "RangeIndex";

    private const string Pandas = "pandas";
    private const string NewIndex = "_new_Index";
    private const string FromBuffer = "_frombuffer";
    private const string Scalar = "scalar";
    private const string Encode = "encode";
    private const string Reconstructor = "_reconstructor";

    private readonly PickleArrays arrays = new();
    private long encoded;

    /// <inheritdoc/>
    public int NewestProtocol => 5;

    /// <inheritdoc/>
    public PickleGlobal Global(string module, string name) =>
        PickleArrays.Find(module, name)
        ?? (module, name) switch
        {
            ("numpy.core.multiarray" or "numpy._core.multiarray", Scalar) => new PickleGlobal("numpy", name),
            ("numpy.core.numeric" or "numpy._core.numeric", FromBuffer) => new PickleGlobal("numpy", name),
            ("copy_reg" or "copyreg", Reconstructor) => new PickleGlobal("python", name),
            ("__builtin__" or "builtins", Slice or "object" or "bytes") => new PickleGlobal("python", name),
            ("_codecs", Encode) => new PickleGlobal("python", name),
            ("pandas.core.frame", Frame) => new PickleGlobal(Pandas, name),
            ("pandas.core.internals" or "pandas.core.internals.managers", Manager) => new PickleGlobal(Pandas, name),
            ("pandas._libs.internals", Block) => new PickleGlobal(Pandas, name),
            _ when IsIndexModule(module) && IsIndex(name) => new PickleGlobal(Pandas, name),
            _ => throw new NotSupportedException($"it asks for '{module}.{name}'"),
        };

    /// <inheritdoc/>
    public object Call(object? function, object? arguments)
    {
        var items = arguments is PickleSequence { IsTuple: true } tuple ? tuple.Items : [null];
        return (function, items) switch
        {
            (PickleGlobal { Name: "_reconstruct" }, [PickleGlobal { Module: Pandas } index, PickleSequence, _])
                when IsIndex(index.Name) => new PickleObject(index, []),
            (PickleGlobal { Name: FromBuffer }, [_, PickleElement type, PickleSequence shape, string order]) =>
                FilledArray(PickleArrays.Axes(shape), type, order == "F", items[0]),
            (PickleGlobal { Name: Scalar }, [PickleElement type, PickleBytes bytes]) => Number(type, bytes),
            (PickleGlobal { Name: Encode }, [string text, "latin1" or PickleBytes { Text: "latin1" }]) => Latin1(text),
            (PickleGlobal { Name: "bytes" }, []) => new PickleBytes(default),
            (PickleGlobal { Name: Reconstructor }, [PickleGlobal { Module: Pandas } made, PickleGlobal, null]) =>
                new PickleObject(made, []),
            (PickleGlobal { Name: NewIndex }, [PickleGlobal { Module: Pandas } index, PickleDictionary state])
                when IsIndex(index.Name) => new PickleObject(index, []) { State = state },
            (PickleGlobal { Name: Frame or Manager or Block or Slice } made, [.. var rest]) when rest is not [null] =>
                new PickleObject(made, rest),
            _ => arrays.Call(function, arguments),
        };
    }

    /// <inheritdoc/>
    public object Storage(object? id) => arrays.Storage(id);

    /// <inheritdoc/>
    public void SetState(object? target, object? state)
    {
        if (target is PickleObject { State: null } made)
        {
            made.State = state;
        }
        else
        {
            arrays.SetState(target, state);
        }
    }

    private static bool IsIndexModule(string module) =>
        module
            is "pandas.core.index"
                or "pandas.indexes.base"
                or "pandas.indexes.numeric"
                or "pandas.indexes.range"
                or "pandas.core.indexes.base"
                or "pandas.core.indexes.numeric"
                or "pandas.core.indexes.range";

    private static bool IsIndex(string name) =>
        name is NewIndex or "Index" or "NumericIndex" or "Int64Index" or "UInt64Index" or "Float64Index" or RangeIndex;

    private static PickleArray FilledArray(int[] shape, PickleElement element, bool byColumns, object? data)
    {
        var array = new PickleArray();
        array.Fill(shape, element, byColumns, data);
        return array;
    }

    private static double Number(PickleElement element, PickleBytes bytes)
    {
        if (NpyElement.Find(element.Code)?.Size != bytes.Bytes.Length)
        {
            throw new FormatException($"it holds a number of type '{element.Code}' in {bytes.Bytes.Length} bytes");
        }

        Span<double> number = stackalloc double[1];
        NpyElement.Decode(bytes.Bytes.Span, element.Code, element.BigEndian, number);
        return number[0];
    }

    // Protocol 2 has no bytes: Python 3 writes each as a character.
    private PickleBytes Latin1(string text)
    {
        encoded += text.Length;
        return encoded <= length && text.All(c => c <= '\xFF')
            ? new PickleBytes(Encoding.Latin1.GetBytes(text))
            : throw new FormatException("it makes bytes of a text in a way that Python does not");
    }
}
