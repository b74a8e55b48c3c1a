using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Nn;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>Options of <see cref="PixelRnn"/>.</summary>
public sealed record PixelRnnOptions : PixelOptions
{
    /// <summary>For binarised MNIST: the paper's h = 16 and 7 layers, and a learning rate with a cosine schedule.</summary>
    public PixelRnnOptions()
    {
        Epochs = 20;
        BatchSize = 64;
        LearningRate = 2e-3;
        Schedule = LearningRateSchedule.Cosine;
    }

    /// <summary>Narrow and shallow, for a quick trial.</summary>
    public static PixelRnnOptions Small { get; } =
        new()
        {
            Width = 8,
            Layers = 1,
            HeadWidth = 16,
            Epochs = 10,
            LearningRate = 5e-3,
        };

    /// <summary>With Diagonal BiLSTM layers, which see all earlier pixels and unroll four times as many steps as Row LSTM layers.</summary>
    public static PixelRnnOptions Diagonal { get; } =
        new() { Recurrence = PixelRecurrence.Diagonal, LearningRate = 1e-3 };

    /// <summary>The recurrent layers.</summary>
    [Description(
        "recurrent layers: row (Row LSTM, a triangle of earlier pixels) or diagonal (Diagonal BiLSTM, all of them)"
    )]
    public PixelRecurrence Recurrence { get; init; }

    /// <summary>h, the features of a row's state; between layers there are twice as many.</summary>
    [Description("features of a row's state; between layers there are twice as many")]
    [Range(3, 4096)]
    public int Width { get; init; } = 16;

    /// <summary>Recurrent layers.</summary>
    [Description("recurrent layers, how many")]
    [Range(1, 256)]
    public int Layers { get; init; } = 7;

    /// <summary>n of the first layer's n × n kernel.</summary>
    [Description("n of the first layer's n×n kernel; odd")]
    [Range(3, 63)]
    public int FirstKernel { get; init; } = 7;

    /// <inheritdoc/>
    public override bool IsUsed(PropertyInfo option) => option.Name != nameof(Conditional);
}

/// <summary>The recurrent layers of a <see cref="PixelRnn"/>.</summary>
public enum PixelRecurrence
{
    /// <summary>An LSTM over rows; the receptive field in the rows above is a triangle, three pixels wide in the first.</summary>
    Row,

    /// <summary>Two LSTMs along diagonals; the receptive field is all earlier pixels.</summary>
    Diagonal,
}

/// <summary>
/// PixelRNN: van den Oord et al. 2016, arXiv:1601.06759, §3.1, §3.2 and table 1. A masked convolution, Row LSTM or Diagonal BiLSTM layers with residual
/// connections, two 1 × 1 convolutions. There are no classes.
/// </summary>
[Model(
    "pixelrnn",
    Learns = typeof(ImageSet),
    Title = "PixelRNN",
    Paper = "van den Oord et al. 2016, arXiv:1601.06759",
    Summary = "each pixel predicted from those before it by recurrent layers; exact likelihood"
)]
public sealed class PixelRnn : PixelModel
{
    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes, and the distribution of values.</param>
    /// <param name="space">Of images whose pixels are levels.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, its pixels are continuous, the kernel is even, or classes are requested.</exception>
    public PixelRnn(PixelRnnOptions options, ModelSpace space, ulong? seed = 0)
        : base("pixelrnn", options, space, seed)
    {
        RequireOdd(options.FirstKernel, "--first-kernel");
        if (options.Conditional)
        {
            throw new LikenessException("pixelrnn has no classes (train pixelcnn with --conditional true)");
        }

        Network = new RowNetwork(Scope, options, space.Shape(), Head);
    }

    private protected override IPixelNetwork Network { get; }

    /// <summary>The layers as a network.</summary>
    private sealed class RowNetwork : IPixelNetwork
    {
        private readonly int columns;
        private readonly int size;
        private readonly Convolution above;
        private readonly RowConvolution left;
        private readonly IPixelRecurrence[] layers;
        private readonly PixelOutputs outputs;

        public RowNetwork(ParameterScope scope, PixelRnnOptions options, ImageShape shape, IPixelHead head)
        {
            (columns, size, Reach) = (shape.Width, options.FirstKernel, options.FirstKernel / 2);
            int width = 2 * options.Width;
            Window[] windows = [new Window(1, Reach, -1), Window.Padded(Reach)];
            above = new Convolution(scope.At("above"), shape.Channels, width, [Reach, size], windows);
            var first = PixelMask.Before;
            left = new RowConvolution(scope.At("left"), shape.Channels, width, Reach + 1, shape.Channels, first);
            layers = new IPixelRecurrence[options.Layers];
            for (int i = 0; i < layers.Length; i++)
            {
                var part = scope.At("layers").At(i);
                layers[i] =
                    options.Recurrence == PixelRecurrence.Row
                        ? new RowLstm(part, width, options.Width, shape.Channels)
                        : new DiagonalBiLstm(part, width, options.Width, shape.Channels);
            }

            outputs = new PixelOutputs(scope.At("head"), width, options.HeadWidth, shape.Channels, head.Outputs);
        }

        public int Reach { get; }

        public Tensor Apply(Tensor pixels, Tensor? classes)
        {
            var x = above.Apply(pixels) + left.Apply(pixels);
            foreach (var layer in layers)
            {
                x = layer.Apply(x, pixels);
            }

            return outputs.Apply(x);
        }

        public IReadOnlyList<Tensor> BeforeRows(int batch) =>
            [.. layers.SelectMany(layer => layer.BeforeRows(batch, columns))];

        public (IReadOnlyList<Tensor> Columns, IReadOnlyList<Tensor> States) BeginRow(
            Tensor above,
            IReadOnlyList<Tensor> states,
            Tensor? classes
        )
        {
            var shift = above.Convolve(this.above.Weight, [new Window(), Window.Padded(Reach)], bias: this.above.Bias!);
            shift = shift.Reshape([shift.Shape[0], shift.Shape[1], columns]);
            var last = above.Slice(2, Reach - 1, 1).Reshape([above.Shape[0], above.Shape[1], columns]);
            var begun = layers.Select((layer, i) => layer.BeginRow(OfLayer(states, i), last)).ToList();
            return ([shift, .. begun.SelectMany(layer => layer.Columns)], [.. begun.SelectMany(layer => layer.States)]);
        }

        public IReadOnlyList<Tensor> BeforePixels(int batch) =>
            [.. layers.SelectMany(layer => layer.BeforePixels(batch, columns))];

        public Tensor Step(Tensor window, IReadOnlyList<Tensor> columns, PixelMemory memory)
        {
            var x = left.ApplyAt(window) + columns[0];
            for (int i = 0; i < layers.Length; i++)
            {
                x = layers[i].Step(x, [.. columns.Skip(1 + (2 * i)).Take(2)], memory);
            }

            return outputs.ApplyAt(x);
        }

        public IReadOnlyList<Tensor> EndRow(IReadOnlyList<Tensor> begun, IReadOnlyList<Tensor> pixels) =>
            [.. layers.SelectMany((layer, i) => layer.EndRow(OfLayer(begun, i), OfLayer(pixels, i)))];

        private IReadOnlyList<Tensor> OfLayer(IReadOnlyList<Tensor> states, int layer)
        {
            int each = states.Count / layers.Length;
            return [.. states.Skip(layer * each).Take(each)];
        }
    }
}
