using Likeness.Bench.Comparisons;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Bench.Workloads;

/// <summary>
/// A convolutional VAE on 1 × 32 × 32: convolutions of stride 2 and as many transposed convolutions, each with batch norm and
/// LeakyReLU; mean squared error + 1e-4 KL divergence. It is also known as the vanilla VAE.
/// </summary>
internal sealed class ConvolutionalVaeBenchmark
{
    private const int Pixels = 32;
    private readonly int[] channels;
    private readonly int latent;
    private readonly List<(Convolution Layer, BatchNorm Norm)> encoder = [];
    private readonly List<(TransposedConvolution Layer, BatchNorm Norm)> decoder = [];
    private readonly Linear mean;
    private readonly Linear logVariance;
    private readonly Linear start;
    private readonly Convolution last;

    private ConvolutionalVaeBenchmark(ParameterScope scope, int[] channels, int latent)
    {
        (this.channels, this.latent) = (channels, latent);
        int before = 1;
        foreach (int after in channels)
        {
            ParameterScope part = scope.At("encoder").At(encoder.Count);
            encoder.Add(
                (Convolution.ForImages(part, before, after, 3, stride: 2, padding: 1), new(part.At("norm"), after))
            );
            before = after;
        }

        mean = new Linear(scope.At("mean"), before, latent);
        logVariance = new Linear(scope.At("log_variance"), before, latent);
        start = new Linear(scope.At("start"), latent, before);
        foreach (int after in channels.SkipLast(1).Reverse().Append(channels[0]))
        {
            ParameterScope part = scope.At("decoder").At(decoder.Count);
            var layer = TransposedConvolution.ForImages(part, before, after, 3, stride: 2, padding: 1, extra: 1);
            decoder.Add((layer, new(part.At("norm"), after)));
            before = after;
        }

        last = Convolution.ForImages(scope.At("last"), before, 1, 3, padding: 1);
    }

    /// <summary>The training step: 32, 64, 128, 256 and 512 channels, 128 latent dimensions, batch 128.</summary>
    public static TimedBenchmark Make(WorkerPool? workers, bool small)
    {
        var parameters = new ParameterSet();
        var scope = new ParameterScope(parameters, seed: 1);
        ConvolutionalVaeBenchmark model = small
            ? new(scope, [4, 8, 8, 8, 8], latent: 4)
            : new(scope, [32, 64, 128, 256, 512], latent: 128);
        return new TrainingBenchmark(parameters, model.Loss, [small ? 4 : 128, 1, Pixels, Pixels], 1e-3, workers);
    }

    private Tensor Loss(Tensor images, ForwardPass pass)
    {
        int batch = images.Shape[0];
        Tensor x = images;
        foreach ((Convolution layer, BatchNorm norm) in encoder)
        {
            x = Activation.LeakyRelu.Apply(norm.Apply(layer.Apply(x), pass));
        }

        x = x.Reshape([batch, channels[^1]]);
        (Tensor m, Tensor v) = (mean.Apply(x), logVariance.Apply(x));
        x = m + ((v * 0.5f).Exp() * Tensor.RandomNormal([batch, latent], stream: 1));
        x = start.Apply(x).Reshape([batch, channels[^1], 1, 1]);
        foreach ((TransposedConvolution layer, BatchNorm norm) in decoder)
        {
            x = Activation.LeakyRelu.Apply(norm.Apply(layer.Apply(x), pass));
        }

        Tensor error = (last.Apply(x).Tanh() - images).Square().Mean();
        Tensor divergence = (1 + v - m.Square() - v.Exp()).Sum() * (-0.5f / batch);
        return error + (divergence * 1e-4f);
    }
}
