using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Products of a convolution with small groups of channels, down to one of each (depthwise): a unit is a place of the result, all groups of which
/// are done in one call, since one for each would take longer than its products.
/// </summary>
internal sealed unsafe class GroupedStep : ProductStep
{
    private readonly InstructionSet isa;
    private readonly nint nextA;
    private readonly nint nextB;
    private readonly nint nextC;
    private GemmArguments product;

    /// <summary>Plans the cut of the work.</summary>
    /// <param name="plan">What to multiply; its places come in runs of <see cref="ProductPlan.Groups"/>.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="isa">The instructions that the work is cut for.</param>
    public GroupedStep(ProductPlan plan, string label, InstructionSet isa)
        : base(plan, label, tail: null)
    {
        this.isa = isa;
        product = new GemmArguments
        {
            M = plan.M,
            N = plan.N,
            K = plan.K,
            ARow = plan.ARow,
            ACol = plan.ACol,
            BRow = plan.BRow,
            CRow = plan.CRow,
        };
        Units = plan.Places.Length / plan.Groups;
        if (Units > 0)
        {
            (ProductPlace first, ProductPlace second) = (plan.Places[0], plan.Places[1]);
            (nextA, nextB, nextC) = (second.A - first.A, second.B - first.B, second.C - first.C);
        }
    }

    public override void Bind(float* arena, InstructionSet isa)
    {
        product.A = Plan.A.Buffer.Data(arena) + Plan.A.Offset;
        product.B = Plan.B.Buffer.Data(arena) + Plan.B.Offset;
        product.C = Plan.C.Buffer.Data(arena) + Plan.C.Offset;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        GemmArguments arguments = product;
        for (int unit = first; unit < end; unit++)
        {
            ref readonly ProductPlace place = ref Plan.Places[unit * Plan.Groups];
            arguments.A = product.A + place.A;
            arguments.B = product.B + place.B;
            arguments.C = product.C + place.C;
            arguments.Taps = Taps + place.FirstTap;
            arguments.TapCount = place.Taps;
            Gemm.RunGroups(in arguments, Plan.Groups, nextA, nextB, nextC, isa);
        }
    }
}
