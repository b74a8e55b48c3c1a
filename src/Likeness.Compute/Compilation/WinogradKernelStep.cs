using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>Transforms kernels for <see cref="WinogradStep"/>: 36 matrices [outputs, channels], one after another.</summary>
internal sealed unsafe class WinogradKernelStep : Step
{
    private const int Gap = WinogradForm.Gap;
    private readonly View from;
    private readonly Buffer to;
    private readonly int channels;
    private readonly int matrix;
    private InstructionSet set;
    private float* source;
    private float* target;

    /// <summary>Plans the work.</summary>
    /// <param name="from">Kernels [3, 3, outputs, channels] with contiguous channels.</param>
    /// <param name="outputs">How many outputs there are.</param>
    /// <param name="channels">How many channels there are.</param>
    public WinogradKernelStep(View from, int outputs, int channels)
        : base($"transform kernels [3, 3, {outputs}, {channels}]")
    {
        (this.from, this.channels) = (from, channels);
        matrix = Matrix(outputs, channels);
        to = new Buffer(WinogradForm.Matrices * matrix, "transformed kernels");
        Units = outputs;
        // 9 axes of 11 operations: two multiply-adds, three multiplications and four additions.
        Flops = 99L * outputs * channels;
        Read(from.Buffer);
        Write(to);
    }

    /// <inheritdoc/>
    public override long Flops { get; }

    /// <summary>The transformed kernels: element (i, j) of kernel (o, c) lies at (6i + j)·<see cref="Matrix"/> + o·channels + c.</summary>
    public View Result => new(to, new Strided(0, [matrix, channels, 1]));

    /// <summary>The distance between the elements of a transformed kernel.</summary>
    private static int Matrix(int outputs, int channels) => (((outputs * channels) + Gap - 1) / Gap * Gap) + Gap;

    /// <inheritdoc/>
    public override void Bind(float* arena, InstructionSet isa)
    {
        set = isa;
        source = from.Buffer.Data(arena) + from.Offset;
        target = to.Data(arena);
    }

    /// <inheritdoc/>
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        for (int output = first; output < end; output++)
        {
            float* kernels = source + ((nint)output * from.Strides[2]);
            float* result = target + ((nint)output * channels);
            switch (set)
            {
                case InstructionSet.Avx512:
                    Transform<Lane512>(kernels, result);
                    break;
                case InstructionSet.Avx2:
                    Transform<Lane256>(kernels, result);
                    break;
                default:
                    Transform<Lane128>(kernels, result);
                    break;
            }
        }
    }

    private void Transform<TLane>(float* kernels, float* result)
        where TLane : struct, ILane<TLane> =>
        WinogradKernels<TLane>.Transform(kernels, from.Strides[0], from.Strides[1], channels, result, matrix);
}
