using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// A convolution, or its adjoint, by 3 × 3 kernels of stride 1, computed by the Winograd algorithm (<see
/// cref="WinogradTransforms{TLane}"/>). Sums are rounded differently from the direct algorithm (docs/engine.md says by how much).
/// <see cref="WinogradRepair{TLane}"/> recomputes values that are not finite.
/// </summary>
internal sealed record WinogradPlan
{
    // Measured cost of loading, adding and storing a transformed vector, in multiply-adds; the second is the cost for a whole kernel.
    private const double TransformCost = 400;
    private const double KernelCost = 20;
    private const int MinChannels = 16;

    // The largest gap after each row and each matrix of transformed kernels.
    private const int Gap = 32;

    // Keeps the tile indices of rows before the image within an int.
    private const int MaxBefore = 1 << 20;

    /// <summary>The images, with contiguous samples.</summary>
    public required View Images { get; init; }

    /// <summary>Kernels [3, 3, outputs, channels].</summary>
    public required View Kernels { get; init; }

    /// <summary>The result, in the layout of the images.</summary>
    public required View Result { get; init; }

    /// <summary>Samples, channels of the images and of the result.</summary>
    public required (int Batch, int Channels, int Outputs) Extents { get; init; }

    /// <summary>Rows and columns of the images.</summary>
    public required (int Rows, int Columns) Image { get; init; }

    /// <summary>Zero padding before the first row and the first column.</summary>
    public required (int Rows, int Columns) Before { get; init; }

    /// <summary>Rows and columns of the result.</summary>
    public required (int Rows, int Columns) Positions { get; init; }

    /// <summary>Whether this is the adjoint, for which kernels are rotated by 180° and their channels exchanged.</summary>
    public required bool IsAdjoint { get; init; }

    /// <summary>The plan of a convolution, or null if the direct algorithm is faster.</summary>
    /// <param name="op">What is computed.</param>
    /// <param name="product">The plan of the direct algorithm.</param>
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

    /// <summary>Whether a convolution, or a gradient of it, can use the Winograd algorithm.</summary>
    /// <param name="geometry">Its axes.</param>
    /// <param name="product">The plan of the direct algorithm.</param>
    /// <param name="samples">The number of samples.</param>
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
    /// Whether the kernel slides along an axis with a suitable stride and padding. A causal axis is excluded: within a tile,
    /// rounding would let a position depend on others that it must not see.
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
