using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>
/// Two LSTMs along the diagonals of an image: van den Oord et al. 2016, arXiv:1601.06759, §3.2. The one from the left takes at each pixel the states of
/// the pixels to the left and above, the one from the right those to the right and above. Row r is moved r columns to the right, so that all pixels of a
/// diagonal are one column of a map of n × (2n − 1), and a column follows from the one before by a convolution of 2 × 1. The states from the
/// right have seen the pixels to the right: they move one row down before both are added. The sum is added to the input through W: §3.3, figure 5.
/// The state outside the image is 0. Of its own pixel, x knows nothing (mask A of the first layer), so that the last pixel of the row above would be unseen
/// from afar; as the states from the right move down, they take the pixel itself, too, by a 1 × 1 convolution that the paper does not have.
/// </summary>
internal sealed class DiagonalBiLstm : IPixelRecurrence
{
    private readonly int hidden;
    private readonly int width;
    private readonly Direction fromLeft;
    private readonly Direction fromRight;
    private readonly RowConvolution own;
    private readonly RowConvolution output;

    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="width">Features in and out.</param>
    /// <param name="hidden">Features of h and of c, in each direction.</param>
    /// <param name="channels">Channels of the image.</param>
    public DiagonalBiLstm(ParameterScope scope, int width, int hidden, int channels)
    {
        (this.width, this.hidden) = (width, hidden);
        fromLeft = new Direction(scope.At("left"), width, hidden, channels, isMirrored: false);
        fromRight = new Direction(scope.At("right"), width, hidden, channels, isMirrored: true);
        own = new RowConvolution(scope.At("own"), channels, LstmGates.Count * hidden, 1, channels: 1, PixelMask.UpTo);
        output = new RowConvolution(scope.At("output"), hidden, width, 1, channels, PixelMask.UpTo);
    }

    /// <inheritdoc/>
    public Tensor Apply(Tensor x, Tensor pixels)
    {
        int height = x.Shape[2];
        var states = fromLeft.Scan(x, null);
        if (height > 1)
        {
            states += fromRight.Scan(x, own.Apply(pixels)).Slice(2, 0, height - 1).Pad(2, 1, 0);
        }

        return x + output.Apply(states);
    }

    /// <inheritdoc/>
    /// <remarks>h from the left; h from the right of one row further up; x; and 1, but 0 before the first row.</remarks>
    public IReadOnlyList<Tensor> BeforeRows(int batch, int columns)
    {
        var none = Tensor.Constant([batch, hidden, columns], 0);
        return [none, none, Tensor.Constant([batch, width, columns], 0), Tensor.Constant([batch, 1, columns], 0)];
    }

    /// <inheritdoc/>
    public (IReadOnlyList<Tensor> Columns, IReadOnlyList<Tensor> States) BeginRow(
        IReadOnlyList<Tensor> states,
        Tensor pixels
    )
    {
        (int batch, int columns) = (pixels.Shape[0], pixels.Shape[2]);
        var added = own.Apply(pixels.Reshape([batch, pixels.Shape[1], 1, columns]));
        var right = fromRight.Row(states[2], added, states[1]) * states[3];
        return ([fromLeft.FromAbove(states[0]), right], [states[0], right, states[2], states[3]]);
    }

    /// <inheritdoc/>
    /// <remarks>h and c of the pixel to the left, and h and x of the row so far.</remarks>
    public IReadOnlyList<Tensor> BeforePixels(int batch, int columns)
    {
        var none = Tensor.Constant([batch, hidden, 1], 0);
        return [none, none, Tensor.Constant([batch, hidden, columns], 0), Tensor.Constant([batch, width, columns], 0)];
    }

    /// <inheritdoc/>
    public Tensor Step(Tensor x, IReadOnlyList<Tensor> above, PixelMemory left)
    {
        var (h, c) = fromLeft.Step(x, above[0], left.Left(0), left.Left(1));
        left.Keep(h);
        left.Keep(c);
        left.Store(h);
        left.Store(x);
        return x + output.ApplyToOwn(h + above[1]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> EndRow(IReadOnlyList<Tensor> begun, IReadOnlyList<Tensor> pixels) =>
        [pixels[2], begun[1], pixels[3], (begun[3] * 0) + 1];

    /// <summary>One of the two LSTMs.</summary>
    private sealed class Direction
    {
        private readonly int hidden;
        private readonly bool isMirrored;
        private readonly RowConvolution input;
        private readonly Convolution state; // [2, 1, 4 · hidden, hidden]: of the pixel above, and of the one before

        public Direction(ParameterScope scope, int width, int hidden, int channels, bool isMirrored)
        {
            (this.hidden, this.isMirrored) = (hidden, isMirrored);
            int all = LstmGates.Count * hidden;
            input = new RowConvolution(scope.At("input"), width, all, 1, channels, PixelMask.UpTo, LstmGates.Count);
            state = new Convolution(
                scope.At("state"),
                hidden,
                all,
                [2, 1],
                [Window.Causal(2), new Window()],
                bias: false
            );
        }

        /// <summary>h of whole images: [batch, hidden, height, columns].</summary>
        /// <param name="x">[batch, width, height, columns].</param>
        /// <param name="added">What is added to the gates: [batch, 4 · hidden, height, columns]; null for nothing.</param>
        public Tensor Scan(Tensor x, Tensor? added)
        {
            var projected = added is null ? input.Apply(x) : input.Apply(x) + added;
            (int height, int columns) = (x.Shape[2], x.Shape[3]);
            int Shift(int row) => isMirrored ? height - 1 - row : row;
            var skewed = Tensor.Concatenate(
                2,
                [
                    .. Enumerable
                        .Range(0, height)
                        .Select(r => projected.Slice(2, r, 1).Pad(3, Shift(r), height - 1 - Shift(r))),
                ]
            );
            var made = new Tensor[columns + height - 1];
            (Tensor? h, Tensor? c) = (null, null);
            for (int step = 0; step < made.Length; step++)
            {
                int column = isMirrored ? made.Length - 1 - step : step;
                var gates = skewed.Slice(3, column, 1);
                var (next, memory) = LstmGates.Next(h is null ? gates : gates + state.Apply(h), c);
                if (step < height - 1)
                {
                    // Rows that have not begun keep a state of 0.
                    float[] begun = [.. Enumerable.Range(0, height).Select(r => r <= step ? 1f : 0f)];
                    var isInside = Tensor.Constant([1, 1, height, 1], begun);
                    (next, memory) = (next * isInside, memory * isInside);
                }

                (h, c) = (next, memory);
                made[column] = next;
            }

            var all = Tensor.Concatenate(3, made);
            return Tensor.Concatenate(
                2,
                [.. Enumerable.Range(0, height).Select(r => all.Slice(2, r, 1).Slice(3, Shift(r), columns))]
            );
        }

        /// <summary>What the row above adds to the gates of each pixel: [batch, 4 · hidden, columns].</summary>
        /// <param name="h">h of the row above: [batch, hidden, columns].</param>
        public Tensor FromAbove(Tensor h) => Tensor.Contract("nic,oi->noc", h, Weight(0));

        /// <summary>h and c of one pixel: [batch, hidden] each.</summary>
        public (Tensor Hidden, Tensor Memory) Step(Tensor x, Tensor fromAbove, Tensor h, Tensor c) =>
            Next(input.ApplyToOwn(x) + fromAbove, h, c);

        /// <summary>h of a row, from the right: [batch, hidden, columns].</summary>
        /// <param name="x">The row: [batch, width, columns].</param>
        /// <param name="added">What is added to its gates: [batch, 4 · hidden, 1, columns].</param>
        /// <param name="above">h of the row above: [batch, hidden, columns].</param>
        public Tensor Row(Tensor x, Tensor added, Tensor above)
        {
            (int batch, int columns, int all) = (x.Shape[0], x.Shape[2], LstmGates.Count * hidden);
            var projected = input.Apply(x.Reshape([batch, x.Shape[1], 1, columns])) + added;
            var gates = projected.Reshape([batch, all, columns]) + FromAbove(above);
            var none = Tensor.Constant([batch, hidden], 0);
            return Tensor.Loop(
                columns,
                [none, none, Tensor.Constant([batch, hidden, columns], 0)],
                (i, states) =>
                {
                    var column = (columns - 1) - i;
                    var here = gates.TakeAlong(2, column.Reshape([1, 1, 1])).Reshape([batch, all]);
                    var (h, c) = Next(here, states[0], states[1]);
                    return [h, c, states[2].StoreAt(2, column, h.Reshape([batch, hidden, 1]))];
                }
            )[2];
        }

        private (Tensor Hidden, Tensor Memory) Next(Tensor gates, Tensor h, Tensor c) =>
            LstmGates.Next(gates + Tensor.Contract("ni,oi->no", h, Weight(1)), c);

        private Tensor Weight(int row) =>
            state.Weight.Tensor.Slice(0, row, 1).Reshape([LstmGates.Count * hidden, hidden]);
    }
}
