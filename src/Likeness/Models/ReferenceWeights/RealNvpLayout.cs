using System.Globalization;
using Likeness.Interop;
using Likeness.Models.Flows;

namespace Likeness.Models.ReferenceWeights;

/// <summary>RealNVP of pi_generator, whose names are those of <see cref="RealNvp"/>; the file also names its base, which must be N(0, I).</summary>
internal sealed class RealNvpLayout : WeightLayout
{
    private static readonly string[] Base = ["base_mean", "base_log_std"];
    private static readonly string[] Nets = ["scale_net", "translate_net"];

    // Every second module is an activation.
    private static readonly int[] LinearLayers = [0, 2, 4];

    public static RealNvpLayout Instance { get; } = new();

    public override string Reference => "pi_generator's RealNVP";

    public override string Mark => FirstWeight(0);

    public override ModelOptions OptionsOf(ReferenceFile file) =>
        RealNvpOptions.PiGenerator with
        {
            Couplings = file.Count(FirstWeight),
            Hidden = file.ShapeOf(FirstWeight(0), 2)[0],
        };

    public override IEnumerable<WeightEntry> Entries(ModelOptions options, ModelSpace space)
    {
        for (int i = 0; i < ((RealNvpOptions)options).Couplings; i++)
        {
            foreach (string net in Nets)
            {
                foreach (int layer in LinearLayers)
                {
                    string prefix = $"layers.{i}.{net}.net.{layer}";
                    yield return new($"{prefix}.weight", $"{prefix}.weight");
                    yield return new($"{prefix}.bias", $"{prefix}.bias");
                }
            }
        }
    }

    public override IEnumerable<TensorData> Constants(ModelOptions options, ModelSpace space) =>
        Base.Select(name => TensorData.Create<float>(name, [space.Width], new float[space.Width]));

    public override string? DifferenceOf(ModelOptions options) =>
        ((RealNvpOptions)options).ScaleBound is not 0 and var bound
            ? $"its --scale-bound is {bound.ToString(CultureInfo.InvariantCulture)}, and the reference has none (train with --preset pi-generator)"
            : null;

    private static string FirstWeight(int layer) => $"layers.{layer}.scale_net.net.0.weight";
}
