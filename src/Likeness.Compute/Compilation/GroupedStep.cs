using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Convolution with small groups of channels (one each: depthwise). A work unit is one position of the result. One call computes
/// all groups of a position, because a call for each group would cost more than its arithmetic.
/// </summary>
internal sealed unsafe class GroupedStep : MatMulStep
{
    private readonly InstructionSet isa;
    private readonly nint nextA;
    private readonly nint nextB;
    private readonly nint nextC;
    private GemmArguments matMul;

    /// <summary>Plans the work units.</summary>
    /// <param name="plan">What to multiply; positions come in runs of <see cref="MatMulPlan.Groups"/>.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="isa">The instruction set.</param>
    public GroupedStep(MatMulPlan plan, string label, InstructionSet isa)
        : base(plan, label, epilogue: null)
    {
        this.isa = isa;
        matMul = new GemmArguments
        {
            M = plan.M,
            N = plan.N,
            K = plan.K,
            ARow = plan.ARow,
            ACol = plan.ACol,
            BRow = plan.BRow,
            CRow = plan.CRow,
        };
        Units = plan.Positions.Length / plan.Groups;
        if (Units > 0)
        {
            (MatMulPosition first, MatMulPosition second) = (plan.Positions[0], plan.Positions[1]);
            (nextA, nextB, nextC) = (second.A - first.A, second.B - first.B, second.C - first.C);
        }
    }

    public override void Bind(float* arena, InstructionSet isa)
    {
        matMul.A = Plan.A.Buffer.Data(arena) + Plan.A.Offset;
        matMul.B = Plan.B.Buffer.Data(arena) + Plan.B.Offset;
        matMul.C = Plan.C.Buffer.Data(arena) + Plan.C.Offset;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        GemmArguments arguments = matMul;
        for (int unit = first; unit < end; unit++)
        {
            ref readonly MatMulPosition position = ref Plan.Positions[unit * Plan.Groups];
            arguments.A = matMul.A + position.A;
            arguments.B = matMul.B + position.B;
            arguments.C = matMul.C + position.C;
            arguments.Taps = Taps + position.FirstTap;
            arguments.TapCount = position.Taps;
            Gemm.RunGroups(in arguments, Plan.Groups, nextA, nextB, nextC, isa);
        }
    }
}
