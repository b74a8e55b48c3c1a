using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>Gives each value of a fused group a place (a view or a register, used again once its value is dead) and lists the calls.</summary>
internal sealed class BlockProgramBuilder
{
    private readonly Dictionary<Tensor, int> remainingUses = [];
    private readonly Dictionary<Tensor, int> placeOf = [];
    private readonly Stack<int> free = new();
    private readonly Func<Tensor, View> inputs;
    private readonly int innermost;
    private readonly List<Pending> pending = [];
    private const int FirstRegister = 1 << 20;

    public BlockProgramBuilder(
        IReadOnlyList<Tensor> members,
        Func<Tensor, View> inputs,
        IReadOnlyDictionary<Tensor, View> outputs,
        int innermost
    )
    {
        this.inputs = inputs;
        this.innermost = innermost;
        ILookup<Tensor, Tensor> uses = members.SelectMany(node => node.Inputs).ToLookup(input => input);
        Dictionary<Tensor, Call> calls = Contraction.Calls(
            members,
            node => uses[node].Count() == 1 && !outputs.ContainsKey(node)
        );
        foreach (Tensor argument in calls.Values.SelectMany(call => call.Arguments))
        {
            remainingUses[argument] = remainingUses.GetValueOrDefault(argument) + 1;
        }

        foreach (Tensor node in members.Where(calls.ContainsKey))
        {
            Call call = calls[node];
            int[] arguments = [.. call.Arguments.Select(PlaceOf)];
            foreach (Tensor input in call.Arguments)
            {
                Release(input);
            }

            bool stored = outputs.TryGetValue(node, out View output);
            bool direct = stored && ColumnStep(output) == 1;
            int target = direct ? Add(output, written: true) : TakeRegister();
            pending.Add(new Pending(call.Op, target, arguments));
            placeOf[node] = target;
            if (stored && !direct)
            {
                pending.Add(new Pending(null, Add(output, written: true), [target]));
            }

            if (!remainingUses.ContainsKey(node) && !direct)
            {
                free.Push(target);
            }
        }

        Instructions = [.. pending.Select(Finish)];
    }

    public List<BlockPlace> Places { get; } = [];

    public List<Instruction> Instructions { get; }

    public int Registers { get; private set; }

    private int ColumnStep(View view) => innermost < 0 ? 1 : view.Strides[innermost];

    private int PlaceOf(Tensor input)
    {
        if (placeOf.TryGetValue(input, out int place))
        {
            return place;
        }

        View view = inputs(input);
        int outside = Add(view, written: false);
        if (ColumnStep(view) is not (0 or 1))
        {
            int register = TakeRegister();
            pending.Add(new Pending(null, register, [outside]));
            outside = register;
        }

        return placeOf[input] = outside;
    }

    private int Add(View view, bool written)
    {
        Places.Add(new BlockPlace(view, written));
        return Places.Count - 1;
    }

    private int TakeRegister() => free.TryPop(out int register) ? register : FirstRegister + Registers++;

    private void Release(Tensor input)
    {
        if (--remainingUses[input] == 0 && placeOf[input] >= FirstRegister)
        {
            free.Push(placeOf[input]);
        }
    }

    private Instruction Finish(Pending call)
    {
        int Resolve(int place) => place >= FirstRegister ? place - FirstRegister + Places.Count : place;
        int[] arguments = Array.ConvertAll(call.Arguments, Resolve);
        return new Instruction
        {
            Kind = call.Op is null ? InstructionKind.Copy : InstructionKind.Compute,
            Op = call.Op,
            Target = Resolve(call.Target),
            A = arguments[0],
            B = arguments[arguments.Length > 1 ? 1 : 0],
            C = arguments[arguments.Length > 2 ? 2 : 0],
        };
    }

    private sealed record Pending(ElementwiseOp? Op, int Target, int[] Arguments);
}
