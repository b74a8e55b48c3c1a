namespace Likeness.Interop;

/// <summary>
/// The columns of a pandas table: blocks of columns of one type, [columns of the block × rows] each, and the indices of the block's columns
/// in the table. The layout of blocks differs between three ranges of pandas versions.
/// </summary>
/// <param name="Names">The names of the columns, in order.</param>
/// <param name="Blocks">The blocks, and the indices of their columns.</param>
internal sealed record FrameColumns(
    IReadOnlyList<string> Names,
    IReadOnlyList<(PickleArray Values, int[] Places)> Blocks
)
{
    private const string ForNewerPandas = "0.14.1";

    /// <summary>Finds the columns in the unpickled state of a table.</summary>
    /// <exception cref="FormatException">The state does not contain them.</exception>
    /// <exception cref="NotSupportedException">It is not a table, or its columns have no plain names.</exception>
    public static FrameColumns Create(object? pickled)
    {
        if (pickled is not PickleObject { Class: PickleFrames.Frame, State: PickleDictionary frame })
        {
            throw new NotSupportedException("it holds no DataFrame of pandas");
        }

        object? manager = Value(frame, "_mgr") ?? Value(frame, "_data");
        return manager switch
        {
            // pandas 1.3 and later: BlockManager(blocks, axes), blocks being _unpickle_block(values, places, axes).
            PickleObject
            {
                Class: PickleFrames.Manager,
                Arguments: [PickleSequence blocks, PickleSequence { Items: [var columns, ..] }]
            } => Blocked(Labels(columns), blocks.Items.Select(Made)),

            // pandas 0.14.1 to 1.2: the state's last part has the indices.
            PickleObject
            {
                Class: PickleFrames.Manager,
                State: PickleSequence
                {
                    Items: [PickleSequence { Items: [var columns, ..] }, _, _, PickleDictionary extra]
                }
            }
                when Value(extra, ForNewerPandas) is PickleDictionary newer
                    && Value(newer, "blocks") is PickleSequence blocks => Blocked(
                Labels(columns),
                blocks.Items.Select(block =>
                    block is PickleDictionary said ? (Value(said, "values"), Value(said, "mgr_locs")) : throw Damaged()
                )
            ),

            // Earlier versions: axes, the blocks' values, and the names of their columns.
            PickleObject
            {
                Class: PickleFrames.Manager,
                State: PickleSequence
                {
                    Items: [
                        PickleSequence { Items: [var columns, ..] },
                        PickleSequence values,
                        PickleSequence items,
                        ..,
                    ]
                }
            } => ByNames(Labels(columns), values.Items, items.Items),
            _ => throw Damaged(),
        };
    }

    private static (object? Values, object? Places) Made(object? block) =>
        block is PickleObject { Class: PickleFrames.Block, Arguments: [var values, var places, ..] }
            ? (values, places)
            : throw Damaged();

    private static FrameColumns Blocked(string[] names, IEnumerable<(object? Values, object? Places)> blocks) =>
        new(names, [.. blocks.Select(block => (Array(block.Values), Places(block.Places, names.Length)))]);

    private static FrameColumns ByNames(string[] names, List<object?> values, List<object?> items)
    {
        if (values.Count != items.Count)
        {
            throw Damaged();
        }

        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            places[names[i]] = i;
        }

        return new(
            names,
            [
                .. values.Zip(
                    items,
                    (array, labels) =>
                        (
                            Array(array),
                            Labels(labels)
                                .Select(name => places.TryGetValue(name, out int place) ? place : throw Damaged())
                                .ToArray()
                        )
                ),
            ]
        );
    }

    private static PickleArray Array(object? values) =>
        values is PickleArray { Shape: not null } array ? array : throw Damaged();

    private static int[] Places(object? places, int width)
    {
        long[] found = places switch
        {
            PickleObject { Class: PickleFrames.Slice, Arguments: [var first, var end, var step] } => Sliced(
                first as long? ?? 0,
                end as long? ?? width,
                step as long? ?? 1,
                width
            ),
            PickleArray { Shape: [_], Objects: null } array => [.. Numbers(array).Select(place => (long)place)],
            _ => throw Damaged(),
        };
        return System.Array.ConvertAll(found, place => place >= 0 && place < width ? (int)place : throw Damaged());
    }

    private static long[] Sliced(long first, long end, long step, int width)
    {
        var places = new List<long>();
        for (long place = first; step > 0 && place < end; place += step)
        {
            places.Add(places.Count < width ? place : throw Damaged());
        }

        return [.. places];
    }

    private static string[] Labels(object? index)
    {
        object?[] labels = index switch
        {
            PickleObject { State: PickleDictionary state } said when Value(state, "data") is PickleArray data =>
                Objects(data),
            PickleObject { Class: PickleFrames.RangeIndex, State: PickleDictionary state } => Ranged(state),

            // In old versions an index was an array with a name.
            PickleObject { State: PickleSequence { Items: [PickleSequence filled, PickleSequence] } } => Objects(
                Filled(filled)
            ),
            _ => throw Damaged(),
        };
        return [.. labels.Select(Label)];
    }

    // Numbers are not names: such columns are named by their index, like those of arrays.
    private static string Label(object? label, int place) =>
        label switch
        {
            string { Length: > 0 } text => text,
            PickleBytes { Bytes.Length: > 0 } bytes => bytes.Text,
            string or PickleBytes or long or double or null => $"x{place}",
            _ => throw new NotSupportedException("it has columns whose names are neither texts nor numbers"),
        };

    private static object?[] Objects(PickleArray array) =>
        array.Shape is not [_] ? throw Damaged()
        : array.Objects is { } objects ? [.. objects]
        : [.. Numbers(array).Select(number => (object)number)];

    private static object?[] Ranged(PickleDictionary state)
    {
        const int MaxColumns = 1_000_000;
        return
            Value(state, "start") is long start
            && Value(state, "stop") is long stop
            && Value(state, "step") is long step
            && step is > 0 and <= int.MaxValue
            && stop is >= int.MinValue and <= int.MaxValue
            && start is >= int.MinValue and <= int.MaxValue
            && (stop - start + step - 1) / step is >= 0 and <= MaxColumns and var count
            ? [.. Enumerable.Range(0, (int)count).Select(i => (object)(start + (i * step)))]
            : throw Damaged();
    }

    private static PickleArray Filled(PickleSequence state)
    {
        var array = new PickleArray();
        new PickleArrays().SetState(array, state);
        return array;
    }

    private static double[] Numbers(PickleArray array)
    {
        if (NpyElement.Find(array.Element.Code) is null)
        {
            throw new NotSupportedException(
                $"it has columns whose names are {NpyElement.Describe(array.Element.Code)} ('{array.Element.Code}')"
            );
        }

        var numbers = new double[array.Count];
        NpyElement.Decode(array.Bytes.Span, array.Element.Code, array.Element.BigEndian, numbers);
        return numbers;
    }

    private static object? Value(PickleDictionary dictionary, string key) =>
        dictionary.Items.FirstOrDefault(item => item.Key is string name && name == key).Value;

    private static FormatException Damaged() => new("its DataFrame is not put together as pandas does it");
}
