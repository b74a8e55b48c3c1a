using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>The gradient of transformed kernels: 36 matrices, rows by columns of the matmul that it replaces.</summary>
internal sealed unsafe class WinogradWeightStep : Step
{
    private const int Gap = WinogradForm.Gap;
    private readonly MatMulPlan direct;
    private readonly Buffer to;
    private readonly InstructionSet isa;
    private WinogradWeightArguments matMul;

    /// <summary>Plans the work units.</summary>
    /// <param name="plan">What to compute.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="isa">The instruction set.</param>
    public WinogradWeightStep(WinogradWeightPlan plan, string label, InstructionSet isa)
        : base($"{label} by Winograd")
    {
        direct = plan.Direct;
        this.isa = isa;
        int pitch = (direct.N + Gap - 1) / Gap * Gap;
        int matrix = (direct.M * pitch) + Gap;
        matMul = new WinogradWeightArguments
        {
            First = plan.Images(isFirst: true),
            Second = plan.Images(isFirst: false),
            UMatrix = matrix,
            URow = pitch,
            UPart = WinogradForm.Matrices * matrix,
            M = direct.M,
            N = direct.N,
            K = direct.K,
        };
        (Units, int parts) = isa switch
        {
            InstructionSet.Avx512 => Cut<Lane512>(),
            InstructionSet.Avx2 => Cut<Lane256>(),
            _ => Cut<Lane128>(),
        };
        Parts = parts;
        to = new Buffer(parts * WinogradForm.Matrices * matrix, "transformed gradient");
        Flops = direct.Flops;
        Read(direct.A.Buffer);
        Read(direct.B.Buffer);
        Write(to);
    }

    /// <inheritdoc/>
    public override StepKind Kind => StepKind.MatMuls;

    /// <inheritdoc/>
    public override long Flops { get; }

    /// <inheritdoc/>
    public override int ScratchFloats =>
        isa switch
        {
            InstructionSet.Avx512 => WinogradWeightDriver<Lane512>.ScratchFloats(in matMul),
            InstructionSet.Avx2 => WinogradWeightDriver<Lane256>.ScratchFloats(in matMul),
            _ => WinogradWeightDriver<Lane128>.ScratchFloats(in matMul),
        };

    /// <summary>The number of partial sums.</summary>
    public int Parts { get; }

    /// <summary>The gradient: [parts, matrices, rows, columns].</summary>
    public View Result => new(to, new Strided(0, [(int)matMul.UPart, (int)matMul.UMatrix, (int)matMul.URow, 1]));

    /// <summary>The arguments, once bound.</summary>
    public ref readonly WinogradWeightArguments Arguments => ref matMul;

    /// <inheritdoc/>
    public override void Bind(float* arena, InstructionSet isa)
    {
        matMul.First.Data = direct.A.Buffer.Data(arena) + direct.A.Offset;
        matMul.Second.Data = direct.B.Buffer.Data(arena) + direct.B.Offset;
        matMul.U = to.Data(arena);
    }

    /// <inheritdoc/>
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        switch (isa)
        {
            case InstructionSet.Avx512:
                WinogradWeightDriver<Lane512>.Run(in matMul, first, end, scratch);
                break;
            case InstructionSet.Avx2:
                WinogradWeightDriver<Lane256>.Run(in matMul, first, end, scratch);
                break;
            default:
                WinogradWeightDriver<Lane128>.Run(in matMul, first, end, scratch);
                break;
        }
    }

    private (int Units, int Parts) Cut<TLane>()
        where TLane : struct, ILane<TLane> =>
        (WinogradWeightDriver<TLane>.Units(in matMul), WinogradWeightDriver<TLane>.Parts(in matMul));
}
