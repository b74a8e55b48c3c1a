using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>Matmuls whose lanes run along an axis of both operands, such as the batch: many small matmuls side by side.</summary>
internal sealed unsafe class LanewiseStep : MatMulStep
{
    private readonly InstructionSet isa;
    private readonly int perPosition;
    private LanewiseMatMulArguments matMul;

    /// <summary>Plans the work units.</summary>
    /// <param name="plan">What to multiply.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="isa">The instruction set.</param>
    /// <param name="workers">The number of workers that share the step.</param>
    public LanewiseStep(MatMulPlan plan, string label, InstructionSet isa, int workers)
        : base(plan, label, epilogue: null)
    {
        this.isa = isa;
        matMul = new LanewiseMatMulArguments
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
        perPosition = LanewiseMatMul.Units(in matMul, isa);
        Units = perPosition * plan.Positions.Length;
        FindLanes(workers);
    }

    public override void Bind(float* arena, InstructionSet isa)
    {
        matMul.A = Plan.A.Buffer.Data(arena) + Plan.A.Offset;
        matMul.B = Plan.B.Buffer.Data(arena) + Plan.B.Offset;
        matMul.C = Plan.C.Buffer.Data(arena) + Plan.C.Offset;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        for (int unit = first; unit < end; )
        {
            (int position, int part) = Math.DivRem(unit, perPosition);
            int last = Math.Min(perPosition, part + end - unit);
            LanewiseMatMulArguments arguments = At(position, 0, matMul.Lanes);
            LanewiseMatMul.Run(in arguments, part, last, isa);
            unit += last - part;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RunLanes(int first, int end, float* scratch, in RunState state)
    {
        for (int position = 0; position < Plan.Positions.Length; position++)
        {
            LanewiseMatMulArguments arguments = At(position, first, end);
            LanewiseMatMul.Run(in arguments, 0, LanewiseMatMul.Units(in arguments, isa), isa);
        }
    }

    /// <summary>Some lanes of the matmul at one position.</summary>
    private LanewiseMatMulArguments At(int number, int firstLane, int endLane)
    {
        ref readonly MatMulPosition position = ref Plan.Positions[number];
        LanewiseMatMulArguments arguments = matMul;
        arguments.A += position.A + firstLane;
        arguments.B += position.B + firstLane;
        arguments.C += position.C + firstLane;
        arguments.Lanes = endLane - firstLane;
        arguments.Taps = Taps + position.FirstTap;
        arguments.TapCount = position.Taps;
        return arguments;
    }

    private void FindLanes(int workers)
    {
        if (
            !Lanes.Divide(Plan.Lanes, workers)
            || !AreColumns(Plan.C, Plan.Lanes, Plan.Positions.Select(position => position.C), Plan.CRow, Plan.CCol)
        )
        {
            return;
        }

        LaneExtent = Plan.Lanes;
        ByLanes.Add(Plan.C.Buffer);
        IEnumerable<nint> a = Plan.Positions.Select(position => position.A).Concat(Plan.Taps.Select(tap => tap.A));
        if (AreColumns(Plan.A, Plan.Lanes, a, Plan.ARow, Plan.ACol))
        {
            ByLanes.Add(Plan.A.Buffer);
        }

        IEnumerable<nint> b = Plan.Positions.Select(position => position.B).Concat(Plan.Taps.Select(tap => tap.B));
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
