namespace Likeness.Interop;

/// <summary>The names that pickles of NumPy arrays ask for: arrays of bytes and their type, described and never made by NumPy.</summary>
/// <remarks>What NumPy writes: numpy/core/src/multiarray/methods.c, array_reduce and array_setstate; version 1 of the state.</remarks>
internal sealed class PickleArrays : IPickleVocabulary
{
    private const string Reconstruct = "_reconstruct";
    private const int MostAxes = 8;

    /// <inheritdoc/>
    public PickleGlobal Global(string module, string name) =>
        (module, name) switch
        {
            ("numpy.core.multiarray" or "numpy._core.multiarray", Reconstruct) => new PickleGlobal(
                "numpy",
                Reconstruct
            ),
            ("numpy", "ndarray" or "dtype") => new PickleGlobal(module, name),
            _ => throw new FormatException(
                $"it asks for '{module}.{name}', which this reader refuses: it builds arrays of bytes, dictionaries, lists, numbers and texts only"
            ),
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
        // A byte has no order, so that what is said of the type's order and fields changes nothing for arrays of bytes.
        if (target is PickleElement && state is PickleSequence { IsTuple: true })
        {
            return;
        }

        if (
            target is not PickleArray { Array: null } array
            || state
                is not PickleSequence
                {
                    Items: [long, PickleSequence shape, PickleElement type, bool byColumns, PickleBytes data]
                }
        )
        {
            throw new FormatException("it sets the state of an object, which this reader refuses");
        }

        if (type.Code != "u1")
        {
            throw new FormatException($"it holds an array of '{type.Code}', and only bytes ('u1') are read");
        }

        int[] axes = Axes(shape);
        if (axes.Aggregate(1L, (count, axis) => Math.Min(count * axis, int.MaxValue)) != data.Bytes.Length)
        {
            throw new FormatException($"it holds {data.Bytes.Length} bytes for an array ({string.Join(", ", axes)})");
        }

        byte[] values = data.Bytes.ToArray();
        array.Array = new ByteArray(axes, byColumns ? ColumnOrder.ToRows(values, axes) : values);
    }

    private static int[] Axes(PickleSequence shape) =>
        shape.Items.Count is > 0 and <= MostAxes
            ?
            [
                .. shape.Items.Select(axis =>
                    axis is long and >= 0 and <= int.MaxValue and var length ? (int)length : Impossible()
                ),
            ]
            : [Impossible()];

    private static int Impossible() => throw new FormatException("it holds an array with an impossible shape");
}
