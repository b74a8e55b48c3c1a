using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Assigns each value of a fused group an operand (a view or a register; registers are reused once their value is dead) and lists
/// the calls. Copies into registers come before all calls. Copies out of registers and reductions of blocks come after.
/// </summary>
internal sealed class BlockProgramBuilder
{
    private readonly Dictionary<Tensor, int> remainingUses = [];
    private readonly Dictionary<Tensor, int> placeOf = [];
    private readonly Stack<int> free = new();
    private readonly Func<Tensor, View> inputs;
    private readonly int innermost;
    private readonly List<Pending> entries = [];
    private readonly List<Pending> exits = [];
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
            [.. members.Where(node => node.Op is ElementwiseOp)],
            node => uses[node].Count() == 1 && !outputs.ContainsKey(node)
        );
        foreach (Tensor argument in calls.Values.SelectMany(call => call.Arguments))
        {
            remainingUses[argument] = remainingUses.GetValueOrDefault(argument) + 1;
        }

        Tensor[] reductions = [.. members.Where(node => node.Op is ReduceOp)];
        foreach (Tensor node in reductions)
        {
            // Blocks are reduced after all calls, so the value keeps its register until then.
            Tensor combined = node.Inputs[0];
            remainingUses[combined] = remainingUses.GetValueOrDefault(combined) + 1;
            if (!calls.ContainsKey(combined))
            {
                PlaceOutside(combined);
            }
        }

        Tensor[] called = [.. members.Where(calls.ContainsKey)];
        foreach (
            Tensor input in called.SelectMany(node => calls[node].Arguments).Where(input => !calls.ContainsKey(input))
        )
        {
            PlaceOutside(input);
        }

        var pending = new List<Pending>();
        for (int i = 0; i < called.Length; i++)
        {
            Tensor node = called[i];
            Call call = calls[node];
            int[] arguments = [.. call.Arguments.Select(input => placeOf[input])];
            foreach (Tensor input in call.Arguments)
            {
                Release(input);
            }

            bool stored = outputs.TryGetValue(node, out View output);
            // Memory that is overwritten immediately must not be read for its old value.
            bool direct =
                stored && ColumnStep(output) == 1 && !called.Skip(i + 1).Any(later => Reads(calls[later], output));
            int target = direct ? Add(output, written: true) : TakeRegister();
            pending.Add(new Pending(call.Op, target, arguments));
            placeOf[node] = target;
            if (stored && !direct)
            {
                exits.Add(new Pending(null, Add(output, written: true), [target]));
                remainingUses[node] = remainingUses.GetValueOrDefault(node) + 1;
            }

            if (!remainingUses.ContainsKey(node) && !direct)
            {
                free.Push(target);
            }
        }

        foreach (Tensor node in reductions)
        {
            int source = Contiguous(placeOf[node.Inputs[0]]);
            exits.Add(new Pending(null, Add(outputs[node], written: true), [source], ((ReduceOp)node.Op).Kernel));
        }

        Instructions = [.. entries.Concat(pending).Concat(exits).Select(Finish)];
    }

    public List<BlockPlace> Places { get; } = [];

    public List<Instruction> Instructions { get; }

    public int Registers { get; private set; }

    private int ColumnStep(View view) => innermost < 0 ? 1 : view.Strides[innermost];

    /// <summary>Whether a call reads the memory of an output as it was before the group.</summary>
    private bool Reads(Call call, View output) =>
        call.Arguments.Any(input =>
            placeOf.TryGetValue(input, out int position)
            && position < FirstRegister
            && Ownership.Identity(Places[position].View.Buffer).Equals(Ownership.Identity(output.Buffer))
        );

    private void PlaceOutside(Tensor input)
    {
        if (placeOf.ContainsKey(input))
        {
            return;
        }

        View view = inputs(input);
        int position = Add(view, written: false);
        if (ColumnStep(view) is not (0 or 1))
        {
            int register = TakeRegister();
            entries.Add(new Pending(null, register, [position]));
            position = register;
        }

        placeOf[input] = position;
    }

    /// <summary>An operand with contiguous columns, as reductions require.</summary>
    private int Contiguous(int position)
    {
        if (position >= FirstRegister || ColumnStep(Places[position].View) == 1)
        {
            return position;
        }

        int register = FirstRegister + Registers++;
        entries.Add(new Pending(null, register, [position]));
        return register;
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
        int Resolve(int position) => position >= FirstRegister ? position - FirstRegister + Places.Count : position;
        int[] arguments = Array.ConvertAll(call.Arguments, Resolve);
        return new Instruction
        {
            Kind =
                call.Reduction is not null ? InstructionKind.Combine
                : call.Op is null ? InstructionKind.Copy
                : InstructionKind.Compute,
            Op = call.Op,
            Reduction = call.Reduction,
            Target = Resolve(call.Target),
            A = arguments[0],
            B = arguments[arguments.Length > 1 ? 1 : 0],
            C = arguments[arguments.Length > 2 ? 2 : 0],
        };
    }

    private sealed record Pending(ElementwiseOp? Op, int Target, int[] Arguments, ReductionKernel? Reduction = null);
}
