using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>The gradient of 3 × 3 kernels of stride 1 by the Winograd algorithm: see <see cref="WinogradPlan"/>.</summary>
internal sealed record WinogradWeightPlan
{
    // Measured costs in multiply-adds: of a transformed vector, of the channels that share one vector of the second operand, of a
    // kernel's sums, and of their inverse transform.
    private const double SecondCost = 400;
    private const double FirstCost = 300;
    private const double KernelCost = 4000;
    private const int SharingRows = 64;

    /// <summary>The plan of the direct algorithm.</summary>
    public required MatMulPlan Direct { get; init; }

    /// <summary>Whether the rows of the matmuls are the input's channels; otherwise they are the result's.</summary>
    public required bool IsInputFirst { get; init; }

    /// <summary>The sliding window along rows and columns.</summary>
    public required (ConvolutionAxis Rows, ConvolutionAxis Columns) Axes { get; init; }

    /// <summary>The plan, or null if the direct algorithm is faster.</summary>
    /// <param name="op">What is computed.</param>
    /// <param name="product">The plan of the direct algorithm.</param>
    /// <param name="isInputFirst">Whether its rows are the input's channels.</param>
    public static WinogradWeightPlan? Create(ConvolutionOp op, MatMulPlan product, bool isInputFirst)
    {
        ConvolutionGeometry geometry = op.Geometry;
        bool isFit = op.Role == ConvolutionRole.Weight && product.ACol == 1;
        if (!isFit || !WinogradPlan.Fits(geometry, product, product.K, product.M, product.N))
        {
            return null;
        }

        var plan = new WinogradWeightPlan
        {
            Direct = product,
            IsInputFirst = isInputFirst,
            Axes = (geometry.Axes[0], geometry.Axes[1]),
        };
        return plan.Cost < product.Flops / 2.0 ? plan : null;
    }

    /// <summary>The work in multiply-adds.</summary>
    private double Cost
    {
        get
        {
            (double rows, double columns) = (Direct.M, Direct.N);
            double tiles =
                WinogradForm.Tiles(Axes.Rows.Output) * WinogradForm.Tiles(Axes.Columns.Output) * (double)Direct.K;
            double shares = Math.Ceiling(rows / SharingRows);
            double each =
                (WinogradForm.Matrices * rows * columns) + (SecondCost * columns * shares) + (FirstCost * rows);
            return (tiles * each) + (KernelCost * rows * columns);
        }
    }

    /// <summary>The description of the row or column images for the kernel, without their address.</summary>
    /// <param name="isFirst">Whether to describe the images of the rows.</param>
    public WinogradImages Images(bool isFirst)
    {
        View view = isFirst ? Direct.A : Direct.B;
        bool isInput = isFirst == IsInputFirst;
        return new WinogradImages
        {
            Row = view.Strides[2],
            Column = view.Strides[3],
            Line = isFirst ? Direct.ARow : Direct.BRow,
            IsInput = isInput,
            Height = isInput ? Axes.Rows.Input : Axes.Rows.Output,
            Width = isInput ? Axes.Columns.Input : Axes.Columns.Output,
            Top = isInput ? Axes.Rows.Window.Before : 0,
            Left = isInput ? Axes.Columns.Window.Before : 0,
        };
    }
}
