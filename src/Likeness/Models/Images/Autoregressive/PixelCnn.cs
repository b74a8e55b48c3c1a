using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>Options of <see cref="PixelCnn"/>.</summary>
public sealed record PixelCnnOptions : PixelOptions
{
    /// <summary>For binarised MNIST: batches of 64, a learning rate with a cosine schedule.</summary>
    public PixelCnnOptions()
    {
        Epochs = 20;
        BatchSize = 64;
        LearningRate = 2e-3;
        Schedule = LearningRateSchedule.Cosine;
    }

    /// <summary>Narrow and shallow, for a quick trial.</summary>
    public static PixelCnnOptions Small { get; } =
        new()
        {
            Width = 12,
            Layers = 3,
            HeadWidth = 24,
            Epochs = 10,
            LearningRate = 5e-3,
        };

    /// <summary>p, the features of each stack.</summary>
    [Description("features of each of the two stacks")]
    [Range(3, 4096)]
    public int Width { get; init; } = 32;

    /// <summary>Gated layers after the first.</summary>
    [Description("gated layers after the first")]
    [Range(0, 256)]
    public int Layers { get; init; } = 8;

    /// <summary>n of the first layer's n × n kernel.</summary>
    [Description("n of the first layer's n×n kernel; odd")]
    [Range(3, 63)]
    public int FirstKernel { get; init; } = 7;

    /// <summary>n of the other layers' n × n kernel.</summary>
    [Description("n of the other layers' n×n kernel; odd")]
    [Range(3, 63)]
    public int Kernel { get; init; } = 3;
}

/// <summary>
/// Gated PixelCNN: van den Oord et al. 2016, arXiv:1606.05328. A vertical stack of convolutions covers all rows above and a horizontal one the current
/// row, so that there is no blind spot (§2.3); gates in place of ReLU (§2.2); with the class, a bias for each layer (§2.4). The masks
/// of colour channels are those of arXiv:1601.06759, §3.4. The class enters both stacks. Sampling caches features.
/// </summary>
[Model(
    "pixelcnn",
    Learns = typeof(ImageSet),
    Title = "Gated PixelCNN",
    Paper = "van den Oord et al. 2016, arXiv:1606.05328",
    Summary = "each pixel predicted from those before it by gated convolutions; exact likelihood"
)]
public sealed class PixelCnn : PixelModel
{
    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes, and the distribution of values.</param>
    /// <param name="space">Of images whose pixels are levels.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, its pixels are continuous, or a kernel is even.</exception>
    public PixelCnn(PixelCnnOptions options, ModelSpace space, ulong? seed = 0)
        : base("pixelcnn", options, space, seed)
    {
        RequireOdd(options.FirstKernel, "--first-kernel");
        RequireOdd(options.Kernel, "--kernel");
        var (width, shape) = (options.Width, space.Shape());
        var layers = new GatedPixelLayer[options.Layers + 1];
        for (int i = 0; i < layers.Length; i++)
        {
            var (inputs, size) = i == 0 ? (shape.Channels, options.FirstKernel) : (width, options.Kernel);
            var scope = Scope.At("layers").At(i);
            bool isLast = i == layers.Length - 1;
            layers[i] = new GatedPixelLayer(scope, i == 0, isLast, inputs, width, size, shape.Channels, space.Classes);
        }

        var outputs = new PixelOutputs(Scope.At("head"), width, options.HeadWidth, shape.Channels, Head.Outputs);
        Network = new GatedStacks(layers, outputs, options.FirstKernel / 2, shape.Width);
    }

    private protected override IPixelNetwork Network { get; }

    /// <summary>The two stacks as a network.</summary>
    private sealed class GatedStacks(GatedPixelLayer[] layers, PixelOutputs outputs, int reach, int columns)
        : IPixelNetwork
    {
        public int Reach => reach;

        public Tensor Apply(Tensor pixels, Tensor? classes)
        {
            var (v, h) = (pixels, pixels);
            foreach (var layer in layers)
            {
                (v, h) = layer.Apply(v, h, classes);
            }

            return outputs.Apply(h);
        }

        public IReadOnlyList<Tensor> BeforeRows(int batch) =>
            [.. layers.SelectMany(layer => layer.BeforeRows(batch, columns))];

        public (IReadOnlyList<Tensor> Columns, IReadOnlyList<Tensor> States) BeginRow(
            Tensor above,
            IReadOnlyList<Tensor> states,
            Tensor? classes
        )
        {
            var (added, next) = (new List<Tensor>(), new List<Tensor>());
            var seen = above;
            for (int i = 0; i < layers.Length; i++)
            {
                var (v, toHorizontal) = layers[i].BeginRow(seen, classes);
                added.Add(toHorizontal);
                if (i < states.Count)
                {
                    seen = Tensor.Concatenate(2, states[i], v);
                    next.Add(seen.Slice(2, 1, states[i].Shape[2]));
                }
            }

            return (added, next);
        }

        public IReadOnlyList<Tensor> BeforePixels(int batch) =>
            [.. layers.SelectMany(layer => layer.BeforePixels(batch))];

        public Tensor Step(Tensor window, IReadOnlyList<Tensor> columns, PixelMemory memory)
        {
            var h = window;
            for (int i = 0; i < layers.Length; i++)
            {
                h = layers[i].Step(h, columns[i], memory);
            }

            return outputs.ApplyAt(h);
        }

        public IReadOnlyList<Tensor> EndRow(IReadOnlyList<Tensor> begun, IReadOnlyList<Tensor> pixels) => begun;
    }
}
