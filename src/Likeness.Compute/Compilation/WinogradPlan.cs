using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// A convolution, or its adjoint, by 3 × 3 kernels of stride 1, to be done with fewer products: see <see cref="WinogradTransforms{TLane}"/>. Sums are
/// rounded otherwise than product by product (docs/engine.md tells how far); what is not finite is then done by <see cref="WinogradRepair{TLane}"/>.
/// </summary>
internal sealed record WinogradPlan
{
    // Loading, adding and storing of a transformed vector, in multiply-adds; of a whole kernel likewise. As measured.
    private const double TransformCost = 400;
    private const double KernelCost = 20;
    private const int MinChannels = 16;

    // What is left free after each row and each matrix of transformed kernels, at most.
    private const int Gap = 32;

    // Rows before the image that tiles are counted over: far more would not be within an int.
    private const int MaxBefore = 1 << 20;

    /// <summary>The images, whose samples are neighbours.</summary>
    public required View Images { get; init; }

    /// <summary>Kernels [3, 3, outputs, channels].</summary>
    public required View Kernels { get; init; }

    /// <summary>The result, laid out as the images.</summary>
    public required View Result { get; init; }

    /// <summary>Samples, channels of the images and of the result.</summary>
    public required (int Batch, int Channels, int Outputs) Extents { get; init; }

    /// <summary>Rows and columns of the images.</summary>
    public required (int Rows, int Columns) Image { get; init; }

    /// <summary>Zeros before the first row and the first column.</summary>
    public required (int Rows, int Columns) Before { get; init; }

    /// <summary>Rows and columns of the result.</summary>
    public required (int Rows, int Columns) Positions { get; init; }

    /// <summary>Whether this is the adjoint, for which kernels are turned and their channels change places.</summary>
    public required bool IsAdjoint { get; init; }

    /// <summary>The plan of a convolution, or null where its products had better be done one by one.</summary>
    /// <param name="op">What is computed.</param>
    /// <param name="product">The same product by product.</param>
    /// <param name="batch">Samples.</param>
    public static WinogradPlan? Create(ConvolutionOp op, MatMulPlan product, int batch)
    {
        ConvolutionGeometry geometry = op.Geometry;
        bool isFit = op.Role != ConvolutionRole.Weight && product.N == batch;
        if (!isFit || !Fits(geometry, product, batch, product.M, product.K))
        {
            return null;
        }

        (ConvolutionAxis rows, ConvolutionAxis columns) = (geometry.Axes[0], geometry.Axes[1]);
        bool isAdjoint = op.Role == ConvolutionRole.Input;
        var plan = new WinogradPlan
        {
            Images = product.B,
            Kernels = product.A,
            Result = product.C,
            Extents = (batch, product.K, product.M),
            Image = isAdjoint ? (rows.Output, columns.Output) : (rows.Input, columns.Input),
            Before = isAdjoint
                ? (2 - rows.Window.Before, 2 - columns.Window.Before)
                : (rows.Window.Before, columns.Window.Before),
            Positions = isAdjoint ? (rows.Input, columns.Input) : (rows.Output, columns.Output),
            IsAdjoint = isAdjoint,
        };
        return plan.Cost < product.Flops / 2.0 ? plan : null;
    }

    /// <summary>Whether a convolution, or a gradient of it, can be done with fewer products.</summary>
    /// <param name="geometry">Its axes.</param>
    /// <param name="product">The same product by product.</param>
    /// <param name="samples">How many samples there are.</param>
    /// <param name="channels">Channels on one side.</param>
    /// <param name="others">Channels on the other.</param>
    public static bool Fits(ConvolutionGeometry geometry, MatMulPlan product, int samples, int channels, int others) =>
        product.Kind == MatMulKind.Tile
        && geometry is { Rank: 2, Groups: 1 }
        && samples % Lane512.Width == 0
        && Math.Min(channels, others) >= MinChannels
        && (channels + (long)Gap) * (others + (long)Gap) * WinogradForm.Matrices <= Shape.MaxCount
        && Array.TrueForAll(geometry.Axes, Fits);

    /// <summary>
    /// Whether a kernel slides along an axis as it must. Where a place is to see none after itself, or none before, it may not even by rounding,
    /// as it would within a tile.
    /// </summary>
    /// <param name="axis">The axis.</param>
    private static bool Fits(ConvolutionAxis axis) =>
        axis
            is {
                Kernel: 3,
                Window: { Stride: 1, Dilation: 1, Before: >= -MaxBefore and <= MaxBefore }
                    and not ({ Before: >= 2, After: <= 0 } or { Before: <= 0, After: >= 2 })
            };

    /// <summary>The work in multiply-adds.</summary>
    private double Cost
    {
        get
        {
            (double batch, double channels, double outputs) = Extents;
            double tiles = WinogradForm.Tiles(Positions.Rows) * WinogradForm.Tiles(Positions.Columns) * batch;
            return (tiles * ((WinogradForm.Matrices * channels * outputs) + (TransformCost * (channels + outputs))))
                + (KernelCost * WinogradForm.Matrices * channels * outputs);
        }
    }
}
