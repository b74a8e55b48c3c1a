using Likeness.Compute.Graph;
using Likeness.Models.Flows.Layers;
using Likeness.Nn;

namespace Likeness.Models.Flows;

/// <summary>
/// A flow of layers between rows and noise with density N(0, I). Loss, density and sampling are the same for all of them. The latent
/// vector of a row is its noise.
/// </summary>
public abstract class LayeredFlow : GenerativeModel, IFlow, ILatentModel
{
    private readonly FlowChain layers = new();

    /// <summary>A flow without layers yet.</summary>
    private protected LayeredFlow(ModelSpace space, ulong? seed)
        : base(space, seed) { }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [new("negative log-likelihood", (rows, pass) => -LogDensity(rows, pass).Mean(), Parameters.Trained)];

    /// <inheritdoc/>
    public virtual string DensityKind => "exact";

    /// <inheritdoc/>
    public int LatentDimensions => Dimensions;

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows) => LogDensity(rows, ForwardPass.Inference);

    /// <inheritdoc/>
    public (Tensor Noise, Tensor LogDeterminant) Forward(Tensor rows) => Forward(rows, ForwardPass.Inference);

    /// <inheritdoc/>
    public Tensor Inverse(Tensor noise) => layers.Inverse(noise);

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Inverse(Tensor.RandomNormal([count, Dimensions], stream: 0));

    /// <inheritdoc/>
    public Tensor Encode(Tensor rows) => Forward(rows).Noise;

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents) => Inverse(latents);

    /// <summary>Adds the next layer towards the noise.</summary>
    private protected void Add(FlowLayer layer) => layers.Add(layer);

    private (Tensor Noise, Tensor LogDeterminant) Forward(Tensor rows, ForwardPass pass)
    {
        var (noise, logDeterminant) = layers.Forward(rows, pass);
        return (noise, logDeterminant.BroadcastTo([rows.Shape[0]]));
    }

    private Tensor LogDensity(Tensor rows, ForwardPass pass)
    {
        var (noise, logDeterminant) = Forward(rows, pass);
        return StandardNormal.LogDensity(noise) + logDeterminant; // [batch]
    }
}
