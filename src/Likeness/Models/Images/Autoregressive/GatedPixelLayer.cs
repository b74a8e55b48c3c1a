using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>
/// One layer of a gated PixelCNN: van den Oord et al. 2016, arXiv:1606.05328, figure 2. With the vertical stack v over the rows above and the
/// horizontal stack h over the current row: v' = gate(W_v ∗ v + V_v y), h' = h + W_o gate(W_h ∗ h + W_a (W_v ∗ v) + V_h y) with
/// gate(a, b) = tanh(a) ⊙ σ(b) (eq. 2 and 4), where y is the class. The first layer has pixels as its input and no residual connection.
/// </summary>
internal sealed class GatedPixelLayer
{
    private readonly bool isFirst;
    private readonly int width;
    private readonly int rows; // of the kernel of the vertical stack
    private readonly int kernel; // pixels of the kernel of the horizontal stack
    private readonly Window across;
    private readonly Convolution vertical;
    private readonly Convolution toHorizontal;
    private readonly RowConvolution horizontal;
    private readonly RowConvolution output;
    private readonly Embedding? verticalClass;
    private readonly Embedding? horizontalClass;

    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="isFirst">Whether the input is the pixels.</param>
    /// <param name="isLast">Whether its vertical stack has no successor.</param>
    /// <param name="inputs">Features in: the channels, or the width.</param>
    /// <param name="width">Features out, of each stack.</param>
    /// <param name="size">n of the n × n kernel that the stacks divide between them; odd.</param>
    /// <param name="channels">Channels of the image.</param>
    /// <param name="classes">How many classes there are; 0 where none are learned.</param>
    public GatedPixelLayer(
        ParameterScope scope,
        bool isFirst,
        bool isLast,
        int inputs,
        int width,
        int size,
        int channels,
        int classes
    )
    {
        (this.isFirst, this.width) = (isFirst, width);
        int half = size / 2;
        rows = isFirst ? half : half + 1;
        kernel = half + 1;
        across = Window.Padded(half);
        // The first layer's rows end above the pixel's row; those of other layers include it, as their inputs end above.
        var down = isFirst ? new Window(1, half, -1) : Window.Causal(rows);
        vertical = new Convolution(scope.At("vertical"), inputs, 2 * width, [rows, size], [down, across]);
        var point = new Window();
        toHorizontal = new Convolution(scope.At("across"), 2 * width, 2 * width, [1, 1], [point, point], bias: false);
        var mask = isFirst ? PixelMask.Before : PixelMask.UpTo;
        horizontal = new RowConvolution(scope.At("horizontal"), inputs, 2 * width, kernel, channels, mask, parts: 2);
        output = new RowConvolution(scope.At("output"), width, width, 1, channels, PixelMask.UpTo);
        if (classes > 0)
        {
            verticalClass = isLast
                ? null
                : new Embedding(scope.At("class_vertical"), classes, 2 * width, deviation: 0.1);
            horizontalClass = new Embedding(scope.At("class_horizontal"), classes, 2 * width, deviation: 0.1);
        }
    }

    /// <summary>Applies the layer to whole images.</summary>
    /// <param name="v">The vertical stack: [batch, inputs, height, width].</param>
    /// <param name="h">The horizontal stack, likewise.</param>
    /// <param name="classes">The numbers of the classes, [batch], or null.</param>
    public (Tensor Vertical, Tensor Horizontal) Apply(Tensor v, Tensor h, Tensor? classes)
    {
        var down = vertical.Apply(v); // [batch, 2 · width, height, width]
        var right = horizontal.Apply(h) + toHorizontal.Apply(down);
        var next = output.Apply(Gate(WithClass(right, horizontalClass, classes)));
        return (Gate(WithClass(down, verticalClass, classes)), isFirst ? next : h + next);
    }

    /// <summary>The rows of v above the first row, all zero; none for the first layer.</summary>
    public IReadOnlyList<Tensor> BeforeRows(int batch, int columns) =>
        isFirst ? [] : [Tensor.Constant([batch, width, rows - 1, columns], 0)];

    /// <summary>Applies the vertical stack to one row.</summary>
    /// <param name="seen">Its input rows: [batch, inputs, rows, columns].</param>
    /// <param name="classes">The numbers of the classes, or null.</param>
    /// <returns>v' of the row, [batch, width, 1, columns], and what it adds to the horizontal stack, [batch, 2 · width, columns].</returns>
    public (Tensor Vertical, Tensor ToHorizontal) BeginRow(Tensor seen, Tensor? classes)
    {
        var down = seen.Convolve(vertical.Weight, [new Window(), across], bias: vertical.Bias!);
        var added = WithClass(toHorizontal.Apply(down), horizontalClass, classes);
        return (
            Gate(WithClass(down, verticalClass, classes)),
            added.Reshape([down.Shape[0], 2 * width, down.Shape[3]])
        );
    }

    /// <summary>The state of the horizontal stack before the first pixel of a row; none in the first layer, whose inputs are pixels.</summary>
    public IReadOnlyList<Tensor> BeforePixels(int batch) =>
        isFirst ? [] : [Tensor.Constant([batch, width, kernel - 1], 0)];

    /// <summary>Applies the horizontal stack to one pixel.</summary>
    /// <param name="h">h at the pixel, [batch, inputs], or, in the first layer, its input pixels, [batch, inputs, kernel].</param>
    /// <param name="added">What the vertical stack adds there: [batch, 2 · width].</param>
    /// <param name="memory">The state of the pixels to the left.</param>
    /// <returns>h': [batch, width].</returns>
    public Tensor Step(Tensor h, Tensor added, PixelMemory memory)
    {
        var right = horizontal.ApplyAt(isFirst ? h : memory.Window(h)) + added;
        var next = output.ApplyToOwn(Gate(right));
        return isFirst ? next : h + next;
    }

    private Tensor Gate(Tensor x) => x.Slice(1, 0, width).Tanh() * x.Slice(1, width, width).Sigmoid();

    private static Tensor WithClass(Tensor x, Embedding? embedding, Tensor? classes) =>
        embedding is null || classes is null ? x : x + embedding.Apply(classes).Reshape([x.Shape[0], x.Shape[1], 1, 1]);
}
