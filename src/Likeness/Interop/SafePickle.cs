namespace Likeness.Interop;

/// <summary>
/// Reads the parts of Python's pickle protocol 2 that files of tensors and arrays need, and of protocols 3 to 5 for tables. It can
/// build only dictionaries, lists, tuples, numbers, texts, booleans and the values of a vocabulary of names. Anything
/// else in a pickle is refused by name; nothing is looked up or executed. Opcodes: Python's pickletools; PyTorch's format:
/// torch/serialization.py and torch/_utils.py.
/// </summary>
internal sealed partial class SafePickle
{
    private const int MaxValues = 1_000_000;

    private static readonly object Mark = new();

    private readonly PickleReader reader;
    private readonly List<object?> stack = [];
    private readonly Dictionary<int, object?> memo = [];
    private int values;

    private readonly IPickleVocabulary names;

    private SafePickle(byte[] bytes, IPickleVocabulary names)
    {
        reader = new PickleReader(bytes);
        this.names = names;
    }

    /// <summary>The value of a pickle.</summary>
    /// <exception cref="FormatException">The pickle is damaged or contains something else; the message completes a sentence.</exception>
    /// <param name="bytes">The whole pickle.</param>
    /// <param name="names">The allowed names.</param>
    public static object? Read(byte[] bytes, IPickleVocabulary names) => new SafePickle(bytes, names).Run();

    private object? Run()
    {
        int newest = names.NewestProtocol;
        if (reader.Byte() != 0x80 || reader.Byte() is var protocol && (protocol < 2 || protocol > newest))
        {
            throw new FormatException(
                $"its pickle is not of protocol 2{(newest > 2 ? $" to {newest}" : "")}, which this reader knows"
            );
        }

        while (true)
        {
            byte opcode = reader.Byte();
            if (opcode == (byte)'.')
            {
                object? result = Pop();
                return stack.Count == 0 ? result : throw Damaged();
            }

            Step(opcode);
        }
    }

    private void Step(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'(':
                Push(Mark);
                break;
            case (byte)'N':
                Push(null);
                break;
            case 0x88:
                Push(true);
                break;
            case 0x89:
                Push(false);
                break;
            case (byte)'K':
                Push((long)reader.Byte());
                break;
            case (byte)'M':
                Push((long)reader.UInt16());
                break;
            case (byte)'J':
                Push((long)reader.Int32());
                break;
            case 0x8a:
                Push(reader.Integer(reader.Byte()));
                break;
            case (byte)'G':
                Push(reader.BigEndianDouble());
                break;
            case (byte)'X':
                Push(reader.Text(reader.Int32()));
                break;
            case (byte)'U':
                Push(new PickleBytes(reader.Bytes(reader.Byte())));
                break;
            case (byte)'T':
                Push(new PickleBytes(reader.Bytes(reader.Int32())));
                break;
            case (byte)'}':
                Push(new PickleDictionary());
                break;
            case (byte)']':
                Push(new PickleSequence([], IsTuple: false));
                break;
            case (byte)')':
                Push(new PickleSequence([], IsTuple: true));
                break;
            case 0x85 or 0x86 or 0x87:
                Push(new PickleSequence(PopLast(opcode - 0x84), IsTuple: true));
                break;
            case (byte)'t':
                Push(new PickleSequence(PopToMark(), IsTuple: true));
                break;
            case (byte)'a':
                Append([Pop()]);
                break;
            case (byte)'e':
                Append(PopToMark());
                break;
            case (byte)'s':
                SetItems(PopLast(2));
                break;
            case (byte)'u':
                SetItems(PopToMark());
                break;
            case (byte)'q':
                Remember(reader.Byte());
                break;
            case (byte)'r':
                Remember(reader.Int32());
                break;
            case (byte)'h':
                Push(Recall(reader.Byte()));
                break;
            case (byte)'j':
                Push(Recall(reader.Int32()));
                break;
            case (byte)'c':
                Push(names.Global(reader.Line(), reader.Line()));
                break;
            case (byte)'Q':
                Push(names.Storage(Pop()));
                break;
            case (byte)'R':
                object? arguments = Pop();
                Push(names.Call(Pop(), arguments));
                break;
            case (byte)'b':
                object? state = Pop();
                names.SetState(Peek(), state);
                break;
            case var newer when names.NewestProtocol > 2 && StepNewer(newer):
                break;
            default:
                throw new FormatException($"it asks for pickle opcode 0x{opcode:x2}, which this reader refuses");
        }
    }

    private void Append(List<object?> items)
    {
        if (Peek() is not PickleSequence { IsTuple: false } list)
        {
            throw Damaged();
        }

        list.Items.AddRange(items);
    }

    private void SetItems(List<object?> items)
    {
        if (Peek() is not PickleDictionary dictionary || items.Count % 2 != 0)
        {
            throw Damaged();
        }

        for (int i = 0; i < items.Count; i += 2)
        {
            object? key = items[i] is PickleBytes bytes ? bytes.Text : items[i];
            dictionary.Items.Add((key is string or long ? key : throw Damaged(), items[i + 1]));
        }
    }

    private void Push(object? value)
    {
        if (++values > MaxValues)
        {
            throw new FormatException($"it describes more than {MaxValues} values");
        }

        stack.Add(value);
    }

    private object? Peek() => stack.Count > 0 && stack[^1] != Mark ? stack[^1] : throw Damaged();

    private object? Pop()
    {
        object? top = Peek();
        stack.RemoveAt(stack.Count - 1);
        return top;
    }

    private List<object?> PopLast(int count)
    {
        if (stack.Count < count || stack.IndexOf(Mark, stack.Count - count) >= 0)
        {
            throw Damaged();
        }

        return Cut(stack.Count - count);
    }

    private List<object?> PopToMark()
    {
        int mark = stack.LastIndexOf(Mark);
        if (mark < 0)
        {
            throw Damaged();
        }

        var items = Cut(mark + 1);
        stack.RemoveAt(mark);
        return items;
    }

    private List<object?> Cut(int from)
    {
        var items = stack.GetRange(from, stack.Count - from);
        stack.RemoveRange(from, stack.Count - from);
        return items;
    }

    private void Remember(int index) => memo[index] = Peek();

    private object? Recall(int index) => memo.TryGetValue(index, out object? value) ? value : throw Damaged();

    private static FormatException Damaged() => new("its pickle is damaged");
}
