using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// A fused group as a list of kernel calls on blocks that fit in L1. Operands are numbered: first the external views, then the
/// private registers, each of which holds one block.
/// </summary>
internal sealed unsafe class BlockProgram
{
    private const int LargeFloats = 4096;
    private readonly int registers;
    private readonly (int Place, float Identity)[] combined;
    private Instruction[] instructions;
    private InstructionSet isa;

    private BlockProgram(List<BlockPlace> positions, List<Instruction> instructions, int registers)
    {
        (Places, TableLength) = (positions, positions.Count + registers);
        this.instructions = [.. instructions];
        this.registers = registers;
        combined =
        [
            .. instructions
                .Where(instruction => instruction.Kind == InstructionKind.Combine)
                .Select(instruction => (instruction.Target, (float)instruction.Reduction!.Identity)),
        ];
        Length = instructions.Count;
        MovesAcross = instructions.Any(instruction => instruction.Kind == InstructionKind.Copy);
        BlockFloats = registers == 0 ? LargeFloats : Gemm.BlockFloats;
    }

    /// <summary>The views that the program reads and writes.</summary>
    public IReadOnlyList<BlockPlace> Places { get; }

    /// <summary>Whether blocks are transposed; square blocks are then best.</summary>
    public bool MovesAcross { get; }

    /// <summary>Whether elements are only copied.</summary>
    public bool IsCopy => instructions.Length == 1 && MovesAcross;

    /// <summary>The maximum number of elements in a block.</summary>
    public int BlockFloats { get; private set; }

    /// <summary>The numbers of the views that blocks are reduced into.</summary>
    public IEnumerable<int> Combined => combined.Select(entry => entry.Place);

    /// <summary>The floats of private memory that the registers need.</summary>
    public int ScratchFloats => registers * BlockFloats;

    /// <summary>The number of kernel calls for each block.</summary>
    public int Length { get; }

    /// <summary>Whether one call may process several turns, with blocks one step apart: true when all calls form one loop.</summary>
    public bool TakesTurns { get; private set; }

    /// <summary>
    /// Operands that a call writes, paired with buffers at the same address that no later call reads: the operand may overwrite the
    /// buffer. The last calls come first.
    /// </summary>
    public IEnumerable<(Buffer Written, Buffer Read)> Replacements(Shape shape)
    {
        for (int i = instructions.Length - 1; i >= 0; i--)
        {
            if (instructions[i].Kind != InstructionKind.Compute || instructions[i].Target >= Places.Count)
            {
                continue;
            }

            View written = Places[instructions[i].Target].View;
            HashSet<int> later = [.. instructions.Skip(i + 1).SelectMany(call => new[] { call.A, call.B, call.C })];
            foreach (
                IGrouping<Buffer, (BlockPlace Place, int Index)> views in Places
                    .Select((position, index) => (position, index))
                    .Where(entry => !entry.position.IsWritten)
                    .GroupBy(entry => entry.position.View.Buffer)
            )
            {
                if (views.All(v => v.Place.View.SamePlace(written, shape) && !later.Contains(v.Index)))
                {
                    yield return (written.Buffer, views.Key);
                }
            }
        }
    }

    /// <summary>The number of entries of the table that <see cref="Run"/> takes.</summary>
    public int TableLength { get; }

    /// <summary>Translates a group.</summary>
    /// <param name="members">The nodes, inputs before users.</param>
    /// <param name="inputs">The view of each external node.</param>
    /// <param name="outputs">The view of each node that is used outside the group.</param>
    /// <param name="innermost">The axis along which a block's columns run.</param>
    public static BlockProgram Build(
        IReadOnlyList<Tensor> members,
        Func<Tensor, View> inputs,
        IReadOnlyDictionary<Tensor, View> outputs,
        int innermost
    )
    {
        var builder = new BlockProgramBuilder(members, inputs, outputs, innermost);
        return new BlockProgram(builder.Places, builder.Instructions, builder.Registers);
    }

    /// <summary>A program that copies one view to another.</summary>
    public static BlockProgram Copy(View from, View to) =>
        Single(from, to, new Instruction { Target = 1, Kind = InstructionKind.Copy });

    /// <summary>A program that reduces one view into another, whose strides along reduced axes are 0.</summary>
    public static BlockProgram Combine(View from, View to, ReductionKernel reduction) =>
        Single(
            from,
            to,
            new Instruction
            {
                Target = 1,
                Kind = InstructionKind.Combine,
                Reduction = reduction,
            }
        );

    private static BlockProgram Single(View from, View to, Instruction instruction) =>
        new([new BlockPlace(from, false), new BlockPlace(to, true)], [instruction], 0);

    /// <summary>
    /// Uses larger blocks: when the calls form one loop, they need little private memory, and memory is read in longer runs.
    /// </summary>
    public void Enlarge(int floats = LargeFloats) => BlockFloats = floats;

    /// <summary>Compiles the calls into one loop, so that values stay in registers.</summary>
    /// <param name="set">The instructions to use.</param>
    /// <param name="starts">The first block and the strides of each view.</param>
    /// <param name="memory">For each view, the first view that always has the same start and strides.</param>
    /// <param name="isBlock">Whether a view that is reduced into has one element for each element of a block.</param>
    /// <param name="isRagged">Whether the rows of blocks may end in the middle of a vector.</param>
    public void Join(InstructionSet set, Operand[] starts, int[] memory, Func<int, bool> isBlock, bool isRagged)
    {
        bool Joins(Instruction call) =>
            call.Kind == InstructionKind.Compute || (call.Kind == InstructionKind.Combine && isBlock(call.Target));
        Instruction[] joined = [.. instructions.Where(Joins)];
        // A single call is already a loop. A call that reduces blocks processes several turns at once as a loop.
        if (!joined.Skip(1).Any() && !joined.Any(call => call.Kind == InstructionKind.Combine))
        {
            return;
        }

        IEnumerable<Instruction> entries = instructions.TakeWhile(i => i.Kind == InstructionKind.Copy);
        Instruction[] exits = [.. instructions.Skip(entries.Count()).Where(call => !Joins(call))];
        var written = new HashSet<int>();
        var loaded = new HashSet<int>();
        foreach (Instruction call in joined)
        {
            int[] read = call.Kind == InstructionKind.Combine ? [call.Target, call.A] : [call.A, call.B, call.C];
            loaded.UnionWith(read.Where(position => !written.Contains(position)));
            written.Add(call.Target);
        }

        // Values left for other calls, and moving values repeated along a row, are valid for one turn only.
        bool turns =
            combined.Length > 0
            && joined.Length == instructions.Length
            && !starts.Any(start => start.TurnStride != 0 && start.ColStride == 0);
        LoopPlace[] positions =
        [
            .. Enumerable
                .Range(0, TableLength)
                .Select(i => new LoopPlace(
                    i < Places.Count ? memory[i] : i,
                    loaded.Contains(i),
                    written.Contains(i) && (i < Places.Count || exits.Any(exit => exit.A == i)),
                    i < Places.Count && starts[i].ColStride == 0,
                    i < Places.Count && starts[i].ColStride == 0 && starts[i].RowStride == 0,
                    turns && i < Places.Count && starts[i].TurnStride != 0
                )),
        ];
        LoopCall[] calls =
        [
            .. joined.Select(call =>
                call.Kind == InstructionKind.Combine
                    ? new LoopCall(call.Reduction!.Formula, call.Target, call.Target, call.A, call.A)
                    : new LoopCall(call.Op!.Kernel.Formula, call.Target, call.A, call.B, call.C)
            ),
        ];
        if (LoopCompiler.Compile(set, calls, positions, isRagged) is { } loop)
        {
            instructions = [.. entries, new Instruction { Kind = InstructionKind.Loop, Loop = loop }, .. exits];
            TakesTurns = instructions.Length == 1 && positions.Any(position => position.Moves);
        }
    }

    /// <summary>Chooses the kernels.</summary>
    public void Bind(InstructionSet set)
    {
        isa = set;
        foreach (ref Instruction instruction in instructions.AsSpan())
        {
            if (instruction.Kind == InstructionKind.Compute)
            {
                instruction.Kernel = instruction.Op!.Kernel.Function(set);
            }
            else if (instruction.Kind == InstructionKind.Combine)
            {
                instruction.Combine = instruction.Reduction!.Functions(set);
            }
        }
    }

    /// <summary>Computes one block.</summary>
    /// <param name="table">The first element and the strides of each view; this method fills in the entries of the registers.</param>
    /// <param name="rows">The block's rows.</param>
    /// <param name="cols">The block's columns.</param>
    /// <param name="scratch">The worker's private memory.</param>
    /// <param name="accumulate">Whether reductions add to earlier values; otherwise they start at their identity.</param>
    /// <param name="turns">The number of turns; more than one only if <see cref="TakesTurns"/>.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(Operand* table, int rows, int cols, float* scratch, bool accumulate, int turns = 1)
    {
        Operand* own = table + TableLength - registers;
        for (int register = 0; register < registers; register++)
        {
            own[register] = new Operand
            {
                Data = scratch + (register * BlockFloats),
                RowStride = cols,
                ColStride = 1,
            };
        }

        if (!accumulate)
        {
            foreach ((int position, float identity) in combined)
            {
                Fill(table[position], rows, cols, identity);
            }
        }

        Operand* arguments = stackalloc Operand[3];
        foreach (ref readonly Instruction instruction in instructions.AsSpan())
        {
            ref Operand target = ref table[instruction.Target];
            if (instruction.Kind == InstructionKind.Loop)
            {
                instruction.Loop!(table, rows, cols, turns);
            }
            else if (instruction.Kind == InstructionKind.Compute)
            {
                arguments[0] = table[instruction.A];
                arguments[1] = table[instruction.B];
                arguments[2] = table[instruction.C];
                instruction.Kernel(target.Data, target.RowStride, arguments, rows, cols);
            }
            else if (instruction.Kind == InstructionKind.Copy)
            {
                CopyBlock(table[instruction.A], target, rows, cols);
            }
            else
            {
                CombineBlock(in instruction.Combine, table[instruction.A], target, rows, cols, accumulate);
            }
        }
    }

    /// <summary>
    /// Reduces a block along its rows, along its columns, or, where the target has a stride along both, with other blocks.
    /// </summary>
    private static void CombineBlock(
        in ReductionFunctions combine,
        Operand from,
        Operand to,
        int rows,
        int cols,
        bool accumulate
    )
    {
        if (to.ColStride == 0 && to.RowStride == 0)
        {
            for (int row = 0; row < rows; row++)
            {
                combine.Columns(from.Data + (row * from.RowStride), 0, 1, cols, to.Data, 0, accumulate || row > 0);
            }
        }
        else if (to.ColStride == 0)
        {
            combine.Columns(from.Data, from.RowStride, rows, cols, to.Data, to.RowStride, accumulate);
        }
        else if (to.RowStride == 0)
        {
            combine.Rows(from.Data, from.RowStride, rows, cols, to.Data, accumulate);
        }
        else
        {
            combine.Block(from.Data, from.RowStride, rows, cols, to.Data, to.RowStride);
        }
    }

    /// <summary>Initialises an operand with one element for each element of a block to the neutral element.</summary>
    private static void Fill(Operand position, int rows, int cols, float identity)
    {
        for (int row = 0; row < rows && position.RowStride != 0 && position.ColStride != 0; row++)
        {
            new Span<float>(position.Data + (row * position.RowStride), cols).Fill(identity);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyBlock(Operand from, Operand to, int rows, int cols)
    {
        if (from.RowStride == 1 && to.ColStride == 1 && rows > 1 && from.ColStride > 1)
        {
            Transposition.Transpose(from.Data, from.ColStride, to.Data, to.RowStride, cols, rows, isa);
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            float* source = from.Data + (row * from.RowStride);
            float* target = to.Data + (row * to.RowStride);
            if (from.ColStride == 1 && to.ColStride == 1)
            {
                new ReadOnlySpan<float>(source, cols).CopyTo(new Span<float>(target, cols));
                continue;
            }

            for (int col = 0; col < cols; col++)
            {
                target[col * to.ColStride] = source[col * from.ColStride];
            }
        }
    }
}

/// <summary>A view that a block program reads or writes.</summary>
internal readonly record struct BlockPlace(View View, bool IsWritten);

/// <summary>The kind of an instruction.</summary>
internal enum InstructionKind
{
    /// <summary>Calls an op's kernel.</summary>
    Compute,

    /// <summary>Runs the loop into which several calls were compiled.</summary>
    Loop,

    /// <summary>Copies a block with any strides on both sides.</summary>
    Copy,

    /// <summary>Reduces a block into a smaller operand.</summary>
    Combine,
}

/// <summary>One call: the numbers of the result and of the arguments.</summary>
internal unsafe struct Instruction
{
    public InstructionKind Kind;
    public ElementwiseOp? Op;
    public ReductionKernel? Reduction;
    public ReductionFunctions Combine;
    public CompiledLoop? Loop;
    public delegate* <float*, nint, Operand*, int, int, void> Kernel;
    public int Target;
    public int A;
    public int B;
    public int C;
}
