using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Products that are summed along the lanes, for a few samples: weights that lie row after row are read once, as they are. The rows
/// of the product are the result's innermost axis, its columns the axis before that.
/// </summary>
internal sealed unsafe class DotStep : ProductStep
{
    // What both operands have where they come from memory.
    private const long FarFloats = 1 << 20;
    private readonly InstructionSet isa;
    private readonly int perPlace;
    private DotProductArguments product;

    /// <summary>Plans the cut of the work.</summary>
    /// <param name="plan">What to multiply.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="tail">What is done with each finished block, or null.</param>
    /// <param name="isa">The instructions that the work is cut for.</param>
    public DotStep(ProductPlan plan, string label, ElementwiseStep? tail, InstructionSet isa)
        : base(plan, label, tail)
    {
        this.isa = isa;
        if (tail is not null)
        {
            tail.HasRaggedBlocks = true;
        }

        product = new DotProductArguments
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
        perPlace = DotProduct.Units(in product, isa);
        Units = perPlace * plan.Places.Length;
    }

    public override void Bind(float* arena, InstructionSet isa)
    {
        product.A = Plan.A.Buffer.Data(arena) + Plan.A.Offset;
        product.B = Plan.B.Buffer.Data(arena) + Plan.B.Offset;
        product.C = Plan.C.Buffer.Data(arena) + Plan.C.Offset;
        Tail?.Bind(arena, isa);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        TailContext context = new() { Tail = Tail, Scratch = scratch };
        DotProductArguments arguments = product;
        // The context lies on this stack frame, which outlives the calls.
        arguments.TailContext = Unsafe.AsPointer(ref context);
        arguments.Tail = Tail is null ? null : &RunTail;
        for (int unit = first; unit < end; )
        {
            (int number, int part) = Math.DivRem(unit, perPlace);
            int last = Math.Min(perPlace, part + end - unit);
            ref readonly ProductPlace place = ref Plan.Places[number];
            arguments.A = product.A + place.A;
            arguments.B = product.B + place.B;
            arguments.C = product.C + place.C;
            arguments.Outer = place.Outer;
            arguments.Taps = Taps + place.FirstTap;
            arguments.TapCount = place.Taps;
            context.FirstRow = place.FirstRow;
            DotProduct.Run(in arguments, part, last, isa);
            unit += last - part;
        }
    }

    private static void RunTail(void* context, int outer, int row, int rows, int col, int cols)
    {
        // The product's rows are the innermost loop of the tail.
        ref TailContext tail = ref Unsafe.AsRef<TailContext>(context);
        tail.Tail!.RunTail(outer, col, cols, row + tail.FirstRow, rows, block: default, tail.Scratch);
    }

    private struct TailContext
    {
        public ElementwiseStep? Tail;
        public float* Scratch;
        public int FirstRow;
    }
}
