using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Products of a convolution with small groups of channels, down to one of each (depthwise): a unit is a place of the result, all groups of which
/// are done in one call, since one for each would take longer than its products.
/// </summary>
internal sealed unsafe class GroupedStep : MatMulStep
{
    private readonly InstructionSet isa;
    private readonly nint nextA;
    private readonly nint nextB;
    private readonly nint nextC;
    private GemmArguments matMul;

    /// <summary>Plans the cut of the work.</summary>
    /// <param name="plan">What to multiply; its places come in runs of <see cref="MatMulPlan.Groups"/>.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="isa">The instructions that the work is cut for.</param>
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
