using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Matmuls for a few samples whose sums run along the lanes: row-major weights are read once, without a copy. The rows of the
/// matmul are the result's innermost axis, its columns the axis before.
/// </summary>
internal sealed unsafe class DotStep : MatMulStep
{
    // The combined size of both operands from which they come from memory.
    private const long FarFloats = 1 << 20;
    private readonly InstructionSet isa;
    private readonly int perPosition;
    private DotProductArguments matMul;

    /// <summary>Plans the work units.</summary>
    /// <param name="plan">What to multiply.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="epilogue">The epilogue of each finished block, or null.</param>
    /// <param name="isa">The instruction set.</param>
    public DotStep(MatMulPlan plan, string label, ElementwiseStep? epilogue, InstructionSet isa)
        : base(plan, label, epilogue)
    {
        this.isa = isa;
        if (epilogue is not null)
        {
            epilogue.HasRaggedBlocks = true;
        }

        matMul = new DotProductArguments
        {
            M = plan.M,
            N = plan.N,
            K = plan.K,
            ARow = plan.ARow,
            BCol = plan.BCol,
            CRow = plan.CRow,
            CCol = plan.CCol,
            IsFar = (long)plan.A.Buffer.Length + plan.B.Buffer.Length > FarFloats,
        };
        perPosition = DotProduct.Units(in matMul, isa);
        Units = perPosition * plan.Positions.Length;
    }

    public override void Bind(float* arena, InstructionSet isa)
    {
        matMul.A = Plan.A.Buffer.Data(arena) + Plan.A.Offset;
        matMul.B = Plan.B.Buffer.Data(arena) + Plan.B.Offset;
        matMul.C = Plan.C.Buffer.Data(arena) + Plan.C.Offset;
        Epilogue?.Bind(arena, isa);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        EpilogueContext context = new() { Epilogue = Epilogue, Scratch = scratch };
        DotProductArguments arguments = matMul;
        // The context is on this stack frame, which outlives the calls.
        arguments.EpilogueContext = Unsafe.AsPointer(ref context);
        arguments.Epilogue = Epilogue is null ? null : &RunEpilogue;
        for (int unit = first; unit < end; )
        {
            (int number, int part) = Math.DivRem(unit, perPosition);
            int last = Math.Min(perPosition, part + end - unit);
            ref readonly MatMulPosition position = ref Plan.Positions[number];
            arguments.A = matMul.A + position.A;
            arguments.B = matMul.B + position.B;
            arguments.C = matMul.C + position.C;
            arguments.Outer = position.Outer;
            arguments.Taps = Taps + position.FirstTap;
            arguments.TapCount = position.Taps;
            context.FirstRow = position.FirstRow;
            DotProduct.Run(in arguments, part, last, isa);
            unit += last - part;
        }
    }

    private static void RunEpilogue(void* context, int outer, int row, int rows, int col, int cols)
    {
        // The rows of the matmul are the innermost loop of the epilogue.
        ref EpilogueContext epilogue = ref Unsafe.AsRef<EpilogueContext>(context);
        epilogue.Epilogue!.RunEpilogue(
            outer,
            col,
            cols,
            row + epilogue.FirstRow,
            rows,
            block: default,
            epilogue.Scratch
        );
    }

    private struct EpilogueContext
    {
        public ElementwiseStep? Epilogue;
        public float* Scratch;
        public int FirstRow;
    }
}
