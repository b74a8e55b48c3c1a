namespace Likeness.Interop;

/// <summary>The only names allowed in a pickle of PyTorch, and their values here.</summary>
internal sealed class PickleNames : IPickleVocabulary
{
    private const string TensorModule = "torch._utils";
    private const string RebuildTensor = "_rebuild_tensor_v2";
    private const string RebuildParameter = "_rebuild_parameter";
    private const int MaxAxes = 16;

    private static readonly Dictionary<string, TensorType> Storages = new(StringComparer.Ordinal)
    {
        ["FloatStorage"] = TensorType.F32,
        ["DoubleStorage"] = TensorType.F64,
        ["HalfStorage"] = TensorType.F16,
        ["BFloat16Storage"] = TensorType.BF16,
        ["LongStorage"] = TensorType.I64,
        ["IntStorage"] = TensorType.I32,
        ["ShortStorage"] = TensorType.I16,
        ["CharStorage"] = TensorType.I8,
        ["ByteStorage"] = TensorType.U8,
        ["BoolStorage"] = TensorType.Bool,
    };

    /// <inheritdoc/>
    public int NewestProtocol => 2;

    /// <summary>PyTorch's class of a storage.</summary>
    /// <exception cref="InvalidOperationException">PyTorch 1.13 has none for these numbers.</exception>
    public static string StorageOf(TensorType type) => Storages.First(storage => storage.Value == type).Key;

    /// <inheritdoc/>
    public PickleGlobal Global(string module, string name)
    {
        bool known = (module, name) switch
        {
            ("collections", "OrderedDict") => true,
            (TensorModule, RebuildTensor or RebuildParameter) => true,
            ("torch", _) => Storages.ContainsKey(name),
            _ => false,
        };
        return known
            ? new PickleGlobal(module, name)
            : throw new FormatException(
                $"it asks for '{module}.{name}', which this reader refuses: it builds tensors, dictionaries, tuples, numbers and texts only, so save the model's state_dict()"
            );
    }

    /// <summary>The storage of a persistent id: ('storage', type, key, location, count).</summary>
    public object Storage(object? id) =>
        id
            is PickleSequence
            {
                IsTuple: true,
                Items: [
                    "storage",
                    PickleGlobal { Module: "torch" } type,
                    string key,
                    string,
                    long
                    and >= 0
                    and var count,
                ]
            }
            ? new PickleStorage(Storages[type.Name], key, count)
            : throw new FormatException("it refers to a storage in a way that this reader does not know");

    /// <summary>The result of a call of a listed name, without a call.</summary>
    public object Call(object? function, object? arguments)
    {
        var items = arguments is PickleSequence { IsTuple: true } tuple ? tuple.Items : [null];
        return (function, items) switch
        {
            (PickleGlobal { Name: "OrderedDict" }, []) => new PickleDictionary(),
            (PickleGlobal { Name: RebuildParameter }, [PickleTensor parameter, ..]) => parameter,
            (
                PickleGlobal { Name: RebuildTensor },
                [PickleStorage storage, long and >= 0 and var offset, PickleSequence shape, PickleSequence strides, ..]
            ) when shape.Items.Count == strides.Items.Count && shape.Items.Count <= MaxAxes => new PickleTensor(
                storage,
                offset,
                Axes(shape),
                Axes(strides)
            ),
            _ => throw new FormatException("it calls something in a way that PyTorch does not"),
        };
    }

    /// <inheritdoc/>
    public void SetState(object? target, object? state)
    {
        // Attributes of a dictionary, such as the versions of modules in a state_dict, are read and left out.
        if (target is not PickleDictionary || state is not PickleDictionary)
        {
            throw new FormatException("it sets the state of an object, which this reader refuses");
        }
    }

    private static long[] Axes(PickleSequence sequence) =>
        [
            .. sequence.Items.Select(axis =>
                axis is long and >= 0 and <= int.MaxValue and var length
                    ? length
                    : throw new FormatException("it holds a tensor with an impossible shape")
            ),
        ];
}
