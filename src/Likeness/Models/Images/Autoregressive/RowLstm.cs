using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>
/// An LSTM over the rows of an image, all pixels of a row at once: van den Oord et al. 2016, arXiv:1601.06759, §3.1 and eq. 3. The
/// gates are (K_is ∗ x)_r + K_ss ∗ h_(r − 1), in the order i, f, g, o: c_r = σ(f) c_(r − 1) + σ(i) tanh(g), h_r = σ(o) tanh(c_r), with K_is of
/// 3 pixels masked to those up to the own, and K_ss of 3 pixels of the row above. The input is added to W h: §3.3, figure 5.
/// </summary>
internal sealed class RowLstm
{
    private const int Gates = 4;
    private const int Kernel = 3;

    private readonly int hidden;
    private readonly int width;
    private readonly RowConvolution input;
    private readonly Convolution state;
    private readonly RowConvolution output;

    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="width">Features in and out.</param>
    /// <param name="hidden">Features of h and of c.</param>
    /// <param name="channels">Channels of the image.</param>
    public RowLstm(ParameterScope scope, int width, int hidden, int channels)
    {
        (this.width, this.hidden) = (width, hidden);
        int all = Gates * hidden;
        input = new RowConvolution(scope.At("input"), width, all, 2, channels, PixelMask.UpTo, Gates);
        Window[] windows = [new Window(), Window.Padded(Kernel / 2)];
        state = new Convolution(scope.At("state"), hidden, all, [1, Kernel], windows, bias: false);
        output = new RowConvolution(scope.At("output"), hidden, width, 1, channels, PixelMask.UpTo);
    }

    /// <summary>Applies the layer to whole images.</summary>
    /// <param name="x">[batch, width, height, columns].</param>
    public Tensor Apply(Tensor x)
    {
        var projected = input.Apply(x); // [batch, 4 · hidden, height, columns]
        var rows = new Tensor[x.Shape[2]];
        Tensor? memory = null;
        for (int r = 0; r < rows.Length; r++)
        {
            var gates = projected.Slice(2, r, 1);
            gates = r == 0 ? gates : gates + state.Apply(rows[r - 1]);
            (rows[r], memory) = Next(gates, memory);
        }

        return x + output.Apply(Tensor.Concatenate(2, rows));
    }

    /// <summary>h and c of the row above the first: [batch, hidden, columns] each.</summary>
    public IReadOnlyList<Tensor> BeforeRows(int batch, int columns)
    {
        var none = Tensor.Constant([batch, hidden, columns], 0);
        return [none, none];
    }

    /// <summary>What a row receives from the one above: K_ss ∗ h, [batch, 4 · hidden, columns], and c.</summary>
    public IReadOnlyList<Tensor> BeginRow(Tensor above, Tensor memory)
    {
        (int batch, int columns) = (above.Shape[0], above.Shape[2]);
        var gates = state.Apply(above.Reshape([batch, hidden, 1, columns]));
        return [gates.Reshape([batch, Gates * hidden, columns]), memory];
    }

    /// <summary>The states before the first pixel of a row: x of the pixel to the left, and h and c of the row so far.</summary>
    public IReadOnlyList<Tensor> BeforePixels(int batch, int columns) =>
        [Tensor.Constant([batch, width, 1], 0), .. BeforeRows(batch, columns)];

    /// <summary>Applies the layer to one pixel.</summary>
    /// <param name="x">[batch, width].</param>
    /// <param name="above">What the row above adds to the gates there: [batch, 4 · hidden].</param>
    /// <param name="memory">c of the pixel above: [batch, hidden].</param>
    /// <param name="left">The states of the pixels to the left.</param>
    public Tensor Step(Tensor x, Tensor above, Tensor memory, PixelMemory left)
    {
        var (h, c) = Next(input.ApplyAt(left.Window(x)) + above, memory);
        left.Store(h);
        left.Store(c);
        return x + output.ApplyToOwn(h);
    }

    private (Tensor Hidden, Tensor Memory) Next(Tensor gates, Tensor? memory)
    {
        Tensor Gate(int i) => gates.Slice(1, i * hidden, hidden);
        var added = Gate(0).Sigmoid() * Gate(2).Tanh();
        var next = memory is null ? added : (Gate(1).Sigmoid() * memory) + added;
        return (Gate(3).Sigmoid() * next.Tanh(), next);
    }
}
