using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>
/// An LSTM over the rows of an image, all pixels of a row at once: van den Oord et al. 2016, arXiv:1601.06759, §3.1 and eq. 3. The
/// gates are (K_is ∗ x)_r + K_ss ∗ h_(r − 1), in the order i, f, g, o: c_r = σ(f) c_(r − 1) + σ(i) tanh(g), h_r = σ(o) tanh(c_r), with K_is of
/// 3 pixels masked to those up to the own, and K_ss of 3 pixels of the row above. The input is added to W h: §3.3, figure 5.
/// </summary>
internal sealed class RowLstm : IPixelRecurrence
{
    private const int Gates = LstmGates.Count;
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

    /// <inheritdoc/>
    public Tensor Apply(Tensor x, Tensor pixels)
    {
        var projected = input.Apply(x); // [batch, 4 · hidden, height, columns]
        var rows = new Tensor[x.Shape[2]];
        Tensor? memory = null;
        for (int r = 0; r < rows.Length; r++)
        {
            var gates = projected.Slice(2, r, 1);
            gates = r == 0 ? gates : gates + state.Apply(rows[r - 1]);
            (rows[r], memory) = LstmGates.Next(gates, memory);
        }

        return x + output.Apply(Tensor.Concatenate(2, rows));
    }

    /// <inheritdoc/>
    /// <remarks>h and c.</remarks>
    public IReadOnlyList<Tensor> BeforeRows(int batch, int columns)
    {
        var none = Tensor.Constant([batch, hidden, columns], 0);
        return [none, none];
    }

    /// <inheritdoc/>
    /// <remarks>K_ss ∗ h, [batch, 4 · hidden, columns], and c.</remarks>
    public (IReadOnlyList<Tensor> Columns, IReadOnlyList<Tensor> States) BeginRow(
        IReadOnlyList<Tensor> states,
        Tensor pixels
    )
    {
        (int batch, int columns) = (states[0].Shape[0], states[0].Shape[2]);
        var gates = state.Apply(states[0].Reshape([batch, hidden, 1, columns]));
        return ([gates.Reshape([batch, Gates * hidden, columns]), states[1]], states);
    }

    /// <inheritdoc/>
    /// <remarks>x of the pixel to the left, and h and c of the row so far.</remarks>
    public IReadOnlyList<Tensor> BeforePixels(int batch, int columns) =>
        [Tensor.Constant([batch, width, 1], 0), .. BeforeRows(batch, columns)];

    /// <inheritdoc/>
    public Tensor Step(Tensor x, IReadOnlyList<Tensor> above, PixelMemory left)
    {
        var (h, c) = LstmGates.Next(input.ApplyAt(left.Window(x)) + above[0], above[1]);
        left.Store(h);
        left.Store(c);
        return x + output.ApplyToOwn(h);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> EndRow(IReadOnlyList<Tensor> begun, IReadOnlyList<Tensor> pixels) =>
        [pixels[1], pixels[2]];
}
