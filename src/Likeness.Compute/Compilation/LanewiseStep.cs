using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>Products whose lanes run along an axis of both operands, such as the batch: many small products side by side.</summary>
internal sealed unsafe class LanewiseStep : ProductStep
{
    private readonly InstructionSet isa;
    private readonly int perPlace;
    private LanewiseProductArguments product;

    /// <summary>Plans the cut of the work.</summary>
    /// <param name="plan">What to multiply.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="isa">The instructions that the work is cut for.</param>
    /// <param name="workers">How many workers share the step.</param>
    public LanewiseStep(ProductPlan plan, string label, InstructionSet isa, int workers)
        : base(plan, label, tail: null)
    {
        this.isa = isa;
        product = new LanewiseProductArguments
        {
            M = plan.M,
            N = plan.N,
            K = plan.K,
            Lanes = plan.Lanes,
            ARow = plan.ARow,
            ACol = plan.ACol,
            BRow = plan.BRow,
            BCol = plan.BCol,
            CRow = plan.CRow,
            CCol = plan.CCol,
        };
        perPlace = LanewiseProduct.Units(in product, isa);
        Units = perPlace * plan.Places.Length;
        FindLanes(workers);
    }

    public override void Bind(float* arena, InstructionSet isa)
    {
        product.A = Plan.A.Buffer.Data(arena) + Plan.A.Offset;
        product.B = Plan.B.Buffer.Data(arena) + Plan.B.Offset;
        product.C = Plan.C.Buffer.Data(arena) + Plan.C.Offset;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        for (int unit = first; unit < end; )
        {
            (int place, int part) = Math.DivRem(unit, perPlace);
            int last = Math.Min(perPlace, part + end - unit);
            LanewiseProductArguments arguments = At(place, 0, product.Lanes);
            LanewiseProduct.Run(in arguments, part, last, isa);
            unit += last - part;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RunLanes(int first, int end, float* scratch, in RunState state)
    {
        for (int place = 0; place < Plan.Places.Length; place++)
        {
            LanewiseProductArguments arguments = At(place, first, end);
            LanewiseProduct.Run(in arguments, 0, LanewiseProduct.Units(in arguments, isa), isa);
        }
    }

    /// <summary>Some lanes of the product of one place.</summary>
    private LanewiseProductArguments At(int number, int firstLane, int endLane)
    {
        ref readonly ProductPlace place = ref Plan.Places[number];
        LanewiseProductArguments arguments = product;
        arguments.A += place.A + firstLane;
        arguments.B += place.B + firstLane;
        arguments.C += place.C + firstLane;
        arguments.Lanes = endLane - firstLane;
        arguments.Taps = Taps + place.FirstTap;
        arguments.TapCount = place.Taps;
        return arguments;
    }

    private void FindLanes(int workers)
    {
        if (
            !Lanes.Divide(Plan.Lanes, workers)
            || !AreColumns(Plan.C, Plan.Lanes, Plan.Places.Select(place => place.C), Plan.CRow, Plan.CCol)
        )
        {
            return;
        }

        LaneExtent = Plan.Lanes;
        ByLanes.Add(Plan.C.Buffer);
        IEnumerable<nint> a = Plan.Places.Select(place => place.A).Concat(Plan.Taps.Select(tap => tap.A));
        if (AreColumns(Plan.A, Plan.Lanes, a, Plan.ARow, Plan.ACol))
        {
            ByLanes.Add(Plan.A.Buffer);
        }

        IEnumerable<nint> b = Plan.Places.Select(place => place.B).Concat(Plan.Taps.Select(tap => tap.B));
        if (!AreColumns(Plan.B, Plan.Lanes, b, Plan.BRow, Plan.BCol))
        {
            ByLanes.Remove(Plan.B.Buffer);
        }
        else if (Plan.B.Buffer != Plan.A.Buffer)
        {
            ByLanes.Add(Plan.B.Buffer);
        }
    }
}
