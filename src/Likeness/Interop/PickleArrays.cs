namespace Likeness.Interop;

/// <summary>The names in pickles of NumPy arrays: arrays and their element types, which are described and never constructed by NumPy.</summary>
/// <remarks>What NumPy writes: numpy/core/src/multiarray/methods.c, array_reduce and array_setstate; version 1 of the state.</remarks>
internal sealed class PickleArrays : IPickleVocabulary
{
    private const string Reconstruct = "_reconstruct";
    private const int MaxAxes = 8;

    /// <inheritdoc/>
    public int NewestProtocol => 2;

    /// <inheritdoc/>
    public PickleGlobal Global(string module, string name) =>
        Find(module, name)
        ?? throw new FormatException(
            $"it asks for '{module}.{name}', which this reader refuses: it builds arrays of bytes, dictionaries, lists, numbers and texts only"
        );

    /// <summary>The name, if it belongs to arrays.</summary>
    public static PickleGlobal? Find(string module, string name) =>
        (module, name) switch
        {
            ("numpy.core.multiarray" or "numpy._core.multiarray", Reconstruct) => new PickleGlobal(
                "numpy",
                Reconstruct
            ),
            ("numpy", "ndarray" or "dtype") => new PickleGlobal(module, name),
            _ => null,
        };

    /// <inheritdoc/>
    public object Call(object? function, object? arguments)
    {
        var items = arguments is PickleSequence { IsTuple: true } tuple ? tuple.Items : [null];
        return (function, items) switch
        {
            (PickleGlobal { Name: Reconstruct }, [PickleGlobal { Name: "ndarray" }, PickleSequence, _]) =>
                new PickleArray(),
            (PickleGlobal { Name: "dtype" }, [PickleBytes code, ..]) => new PickleElement(code.Text),
            (PickleGlobal { Name: "dtype" }, [string code, ..]) => new PickleElement(code),
            _ => throw new FormatException("it calls something in a way that NumPy does not"),
        };
    }

    /// <inheritdoc/>
    public object Storage(object? id) => throw new FormatException("it refers to something outside of itself");

    /// <inheritdoc/>
    public void SetState(object? target, object? state)
    {
        if (target is PickleElement element && state is PickleSequence { IsTuple: true } said)
        {
            // A version, the byte order, and then fields that only records and dates have.
            element.BigEndian = said.Items is [_, ">" or PickleBytes { Text: ">" }, ..];
            return;
        }

        if (
            target is not PickleArray array
            || state
                is not PickleSequence
                {
                    Items: [long, PickleSequence shape, PickleElement type, bool byColumns, var data]
                }
        )
        {
            throw new FormatException("it sets the state of an object, which this reader refuses");
        }

        array.Fill(Axes(shape), type, byColumns, data);
    }

    /// <summary>The sizes of an array.</summary>
    /// <exception cref="FormatException">They are impossible.</exception>
    public static int[] Axes(PickleSequence shape) =>
        shape.Items.Count is > 0 and <= MaxAxes
            ?
            [
                .. shape.Items.Select(axis =>
                    axis is long and >= 0 and <= int.MaxValue and var length ? (int)length : Impossible()
                ),
            ]
            : [Impossible()];

    private static int Impossible() => throw new FormatException("it holds an array with an impossible shape");
}
