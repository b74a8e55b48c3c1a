using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Flows;
using Likeness.Models.Flows.Layers;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>Options of flows of images.</summary>
public abstract record ImageFlowOptions : FlowOptions
{
    /// <summary>Scales of the flow: each downsamples the image by 2, and half of the channels are split off as noise after each but the last.</summary>
    [Description("scales of the flow, each of which downsamples the image by 2")]
    [Range(1, 10)]
    public int Scales { get; init; } = 3;

    /// <summary>a in s = a·tanh(h/a), which keeps the inverse finite; 0 leaves the scales unbounded.</summary>
    [Description("bound of each log-scale, so that the inverse stays finite; 0 for none")]
    [Range(0, 10)]
    public double ScaleBound { get; init; } = 2;

    /// <summary>Couplings of the variational dequantisation (<see cref="VariationalDequantisation"/>); 0 dequantises with uniform noise. 4 in Ho et al. 2019.</summary>
    [Description("couplings of the flow that dequantises pixels (variational dequantisation); 0 for uniform noise")]
    [Range(0, 64)]
    public int Dequantisation { get; init; }

    /// <summary>Channels of the networks of the variational dequantisation.</summary>
    [Description("channels of the network in each coupling of the variational dequantisation")]
    [Range(1, 65_536)]
    public int DequantisationHidden { get; init; } = 16;

    /// <summary>The factor on the noise in sampling: 1 samples from the model, less gives likelier images.</summary>
    [Description("factor on the noise in sampling; 1 samples from the model, less gives likelier images")]
    [Range(0, 10)]
    [Sampling(ModelUses.Sampling)]
    public double Temperature { get; init; } = 1;
}

/// <summary>
/// A multi-scale flow of images: the image is squeezed, layers of the derived class follow, half of the channels are split off as noise, and the
/// rest goes to the next scale. Dinh et al. 2017, arXiv:1605.08803, §3.6. All noise together is a row of N(0, I).
/// </summary>
public abstract class ImageFlow : LayeredFlow
{
    private readonly ImageFlowOptions options;

    /// <summary>A flow without layers yet.</summary>
    private protected ImageFlow(string name, ImageFlowOptions options, ModelSpace space, ulong? seed)
        : base(space, seed)
    {
        this.options = options;
        space.Require(name, levels: false);
        space.RequireDownsamplings(options.Scales, "--scales");
    }

    /// <inheritdoc/>
    public override string DensityKind =>
        options.Pixels.LevelWidth() > 0
            ? "exact, of pixels that are not dequantised: no bound"
            : "lower bound by one sample of the dequantisation noise";

    /// <inheritdoc/>
    public override Tensor Sample(int count) =>
        Inverse(Tensor.RandomNormal([count, Dimensions], stream: 0) * (float)options.Temperature);

    /// <summary>Adds the layers of all scales.</summary>
    /// <param name="fill">Adds the layers of one scale to a chain, given the size of the squeezed images and whether the scale is the last.</param>
    /// <param name="prior">Makes the prior at the end of a scale, from as many channels to as many, twice; null for N(0, I).</param>
    private protected void AddScales(
        Action<FlowChain, ParameterScope, ImageShape, bool> fill,
        Func<ParameterScope, int, Func<Tensor, Tensor>>? prior = null
    )
    {
        var shape = Space.Shape();
        Add(new Flattening(shape, isInverse: true));
        if (options.Dequantisation > 0)
        {
            Add(Dequantised(shape));
        }

        var chain = new FlowChain();
        Add(chain);
        for (int i = 0; i < options.Scales; i++)
        {
            var scope = Scope.At("scales").At(i);
            bool isLast = i == options.Scales - 1;
            chain.Add(new Squeeze());
            shape = new ImageShape(4 * shape.Channels, shape.Height / 2, shape.Width / 2);
            fill(chain, scope, shape, isLast);
            if (isLast)
            {
                chain.Add(new Flattening(shape));
                return;
            }

            var rest = new FlowChain();
            chain.Add(
                new FactorOut(shape, rest, options.ScaleBound, prior?.Invoke(scope.At("prior"), shape.Channels / 2))
            );
            shape = shape with { Channels = shape.Channels / 2 };
            chain = rest;
        }
    }

    private VariationalDequantisation Dequantised(ImageShape shape)
    {
        if (!options.Pixels.IsContinuous())
        {
            throw new LikenessException(
                "variational dequantisation needs pixels that are dequantised (give --pixels logit, dequantised or dequantised-symmetric, or --dequantisation 0)"
            );
        }

        FlowLayer Coupling(int i, GatedConvolutions network, Tensor context) =>
            new ChannelCoupling(
                Quarters.Checkerboards[i % 2],
                seen => network.Apply(Tensor.Concatenate(1, seen, context)),
                options.ScaleBound
            );
        int half = 2 * shape.Channels;
        return new VariationalDequantisation(
            options.Pixels,
            [
                .. Enumerable
                    .Range(0, options.Dequantisation)
                    .Select<int, Func<Tensor, FlowLayer>>(i =>
                    {
                        var network = new GatedConvolutions(
                            Scope.At("dequantisation").At(i),
                            3 * half,
                            options.DequantisationHidden,
                            blocks: 2,
                            2 * half
                        );
                        return context => Coupling(i, network, context);
                    }),
            ]
        );
    }
}
