using System.Text.Json;
using Likeness.Interop;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Images;

namespace Likeness.Models.ReferenceWeights;

/// <summary>The Vanilla VAE of PyTorch-VAE (github.com/AntixK/PyTorch-VAE, models/vanilla_vae.py) and GenerativeZoo, with pixels in [−1, 1].</summary>
internal sealed class VanillaVaeLayout : WeightLayout
{
    private const string Counter = ".num_batches_tracked";

    private static readonly string[] NormNames = ["weight", "bias", "running_mean", "running_var"];

    public static VanillaVaeLayout Instance { get; } = new();

    public override string Reference => "the Vanilla VAE of GenerativeZoo";

    public override string Mark => "fc_logvar.weight";

    // PyTorch-VAE and GenerativeZoo differ in this name only.
    public override string NameOf(string tensor) =>
        tensor.StartsWith("fc_var.", StringComparison.Ordinal) ? $"fc_logvar.{tensor[7..]}" : tensor;

    public override ModelOptions OptionsOf(ReferenceFile file)
    {
        int[] channels =
        [
            .. Enumerable
                .Range(0, file.Count(i => $"encoder.{i}.0.weight"))
                .Select(i => file.ShapeOf($"encoder.{i}.0.weight", 4)[0]),
        ];
        return new VanillaVaeOptions
        {
            Channels = channels,
            Latent = file.ShapeOf("fc_mu.weight", 2)[0],
            Size = SideOf(file, channels),
        };
    }

    public override JsonElement? EncodingOf(ReferenceFile file, ModelOptions options)
    {
        var shape = new ImageShape(file.ShapeOf("encoder.0.0.weight", 4)[1], options.Size, options.Size);
        return new ImageTransform(shape, options.Pixels, []).ToJson();
    }

    public override IEnumerable<WeightEntry> Entries(ModelOptions options, ModelSpace space)
    {
        int last = ((VanillaVaeOptions)options).Channels.Length - 1;
        return
        [
            .. Enumerable
                .Range(0, last + 1)
                .SelectMany(i =>
                    Block($"encoder.{i}", $"encoder.{i}")
                        .Concat(Block($"decoder.{i}", i < last ? $"decoder.{i}" : "final_layer"))
                ),
            .. Layer("mean", "fc_mu"),
            .. Layer("log_variance", "fc_logvar"),
            .. Layer("start", "decoder_input"),
            .. Layer("last", "final_layer.3"),
        ];
    }

    // Strict loading needs the counters, whatever they count.
    public override IEnumerable<TensorData> Constants(ModelOptions options, ModelSpace space) =>
        Entries(options, space)
            .Select(entry => entry.Tensors[0])
            .Where(name => name.EndsWith(".running_var", StringComparison.Ordinal))
            .Select(name =>
                TensorData.Create<long>(name.Replace(".running_var", Counter, StringComparison.Ordinal), [], [0])
            );

    public override bool IsIgnored(string tensor) => tensor.EndsWith(Counter, StringComparison.Ordinal);

    public override string? DifferenceOf(ModelOptions options) =>
        options.Pixels == PixelScale.Symmetric
            ? null
            : "its --pixels are not symmetric, as the reference's (train with --pixels symmetric)";

    // Of a square image after all downsamplings by 2.
    private static int SideOf(ReferenceFile file, int[] channels)
    {
        const int maxSide = 4096;
        int width = file.ShapeOf("fc_mu.weight", 2)[1];
        int side = channels is [.., > 0 and var last] ? (int)Math.Sqrt((double)width / last) : 0;
        return side > 0 && (long)side * side * channels[^1] == width && (long)side << channels.Length <= maxSide
            ? side << channels.Length
            : throw file.Error(
                $"'fc_mu.weight' has {width} inputs, which are no square image of the {channels.LastOrDefault()} channels of 'encoder.{channels.Length - 1}'"
            );
    }

    private static IEnumerable<WeightEntry> Block(string own, string theirs) =>
        Layer(own, $"{theirs}.0")
            .Concat(NormNames.Select(part => new WeightEntry($"{own}.norm.{part}", $"{theirs}.1.{part}")));

    private static IEnumerable<WeightEntry> Layer(string own, string theirs) =>
        [new($"{own}.weight", $"{theirs}.weight"), new($"{own}.bias", $"{theirs}.bias")];
}
