using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>The gradient of 3 × 3 kernels of stride 1, to be done with fewer products: see <see cref="WinogradPlan"/>.</summary>
internal sealed record WinogradWeightPlan
{
    // Of a transformed vector, in multiply-adds, and of channels that share one of the second operand; of a kernel's sums and of their way back. As measured.
    private const double SecondCost = 400;
    private const double FirstCost = 300;
    private const double KernelCost = 4000;
    private const int SharingRows = 64;

    /// <summary>The same product by product.</summary>
    public required MatMulPlan Direct { get; init; }

    /// <summary>Whether the rows of the products are the input's channels; else they are the result's.</summary>
    public required bool IsInputFirst { get; init; }

    /// <summary>How the kernel slides along the rows and the columns.</summary>
    public required (ConvolutionAxis Rows, ConvolutionAxis Columns) Axes { get; init; }

    /// <summary>The plan, or null where the products had better be done one by one.</summary>
    /// <param name="op">What is computed.</param>
    /// <param name="product">The same product by product.</param>
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

    /// <summary>What the kernel is told of the images of rows or of columns, but where they are.</summary>
    /// <param name="isFirst">Whether those of the rows.</param>
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
