using Likeness.Compute.Graph;
using Likeness.Models.Adaptation;
using Likeness.Models.Images;
using Likeness.Nn;

namespace Likeness.Models.Diffusion;

/// <summary>
/// The network of the diffusion family for images, a small U-Net in the manner of Ho et al. 2020, arXiv:2006.11239, appendix B: residual
/// blocks h ← h + W₂∗silu(norm(W₁∗silu(norm(h)) + V e)) at each resolution, downsampling by convolutions of stride 2, and skip connections to the
/// blocks of the upward path. e is an embedding of the <see cref="TimeFeatures"/>. Group normalisation, optional attention at the lowest
/// resolution; blocks and the last layer start at 0. An embedding of the class, or of no class, is added to that of the time. On the upward path, channels are convolved before the pixels are repeated, at a quarter of the
/// cost. With a latent vector z as a condition, a block is h ← h + W₂∗silu(z_s (t_s norm(W₁∗silu(norm(h))) + t_b)), where z_s − 1 is linear in z, and t_s − 1 and t_b in e:
/// Preechakul et al. 2022, arXiv:2111.15640, eq. 7. Of edits, the picture before is further channels of the input, and the words have an embedding of their
/// own: Brooks et al. 2022, arXiv:2211.09800, §3.2.
/// </summary>
internal sealed class DenoisingUNet
{
    private readonly ModelSpace space;
    private readonly Linear embed;
    private readonly Linear embedAgain;
    private readonly Convolution first;
    private readonly Level[] levels;
    private readonly Block[] middle;
    private readonly SelfAttention? attention;
    private readonly GroupNorm norm;
    private readonly Convolution last;
    private readonly Embedding? classes;
    private readonly ControlNetwork? control;
    private readonly bool edits;

    /// <summary>Makes the layers; with a control network, all others are frozen.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="space">Of images that can be downsampled once less than there are resolutions.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="latent">Dimensions of z; 0 for none.</param>
    /// <exception cref="LikenessException">The space is of other data.</exception>
    public DenoisingUNet(ParameterScope scope, ModelSpace space, DiffusionOptions options, int latent = 0)
    {
        this.space = space;
        edits = options.Edits;
        var whole = scope;
        scope = options.Control == ControlKind.None ? scope : scope.ForBuffers();
        int[] channels = options.Channels;
        if (channels.Length == 0)
        {
            throw new LikenessException("the network has no channels (give --channels a number for each resolution)");
        }

        space.RequireDownsamplings(channels.Length - 1, "--channels");
        int embedding = 4 * channels[0];
        embed = new Linear(scope.At("embed"), TimeFeatures.Width, embedding);
        embedAgain = new Linear(scope.At("embed_again"), embedding, embedding);
        first = Image(scope.At("first"), space.Shape().Channels * (edits ? 2 : 1), channels[0]);
        levels = new Level[channels.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = new Level(scope.At("levels").At(i), channels, i, options.Blocks, embedding, latent);
        }

        var between = scope.At("middle");
        middle =
        [
            new(between.At(0), channels[^1], channels[^1], embedding, latent),
            new(between.At(1), channels[^1], channels[^1], embedding, latent),
        ];
        attention = options.Attention ? new SelfAttention(between.At("attention"), channels[^1]) : null;
        norm = Norm(scope.At("norm"), channels[0]);
        last = Image(scope.At("last"), channels[0], space.Shape().Channels).BegunAtZero();
        classes =
            space.Classes == 0 ? null
            : edits ? new Embedding(scope.At(WeightTransfer.Words), space.Classes + 1, embedding, deviation: 0)
            : new Embedding(scope.At(WeightTransfer.Classes), space.Classes + 1, embedding);
        control =
            options.Control == ControlKind.None
                ? null
                : new ControlNetwork(whole.At("control"), space.Shape(), options, embedding);
    }

    /// <summary>Applies the network without a latent condition.</summary>
    public Tensor Apply(Tensor x, Tensor time, Tensor? condition) => Apply(x, time, condition, z: null);

    /// <summary>Applies the network.</summary>
    /// <param name="x">Rows of images without their classes: [batch, dimensions].</param>
    /// <param name="time">[batch, 1], or [1, 1] for all rows; of the order of 1.</param>
    /// <param name="condition">Classes, [batch] or [1], or classes and pictures (<see cref="PictureGuidance"/>); null for none.</param>
    /// <param name="z">The latent condition, [batch, latent]; null without one.</param>
    /// <returns>[batch, dimensions].</returns>
    public Tensor Apply(Tensor x, Tensor time, Tensor? condition, Tensor? z)
    {
        var shape = space.Shape();
        var (of, pictures) = PictureGuidance.Split(condition, edits ? shape.Length : shape.Height * shape.Width);
        var e = embedAgain.Apply(embed.Apply(TimeFeatures.Compute(time)).Silu()); // [batch or 1, embedding]
        e = (classes is null || of is null ? e : e + classes.Apply(of)).Silu();
        var images = space.Pixels(x);
        var h = first.Apply(edits ? Tensor.Concatenate(1, images, Before(images, pictures)) : images);
        var seen = new Stack<Tensor>();
        foreach (var level in levels)
        {
            h = level.Down(h, e, z, seen);
        }

        h = middle[0].Apply(h, e, z);
        h = middle[1].Apply(attention?.Apply(h) ?? h, e, z);
        if (control is not null && pictures is not null)
        {
            var added = control.Apply(images, e, pictures);
            h += added[^1];
            seen = new Stack<Tensor>(seen.Reverse().Select((skip, i) => skip + added[i]));
        }

        foreach (var level in levels.Reverse())
        {
            h = level.Up(h, e, z, seen);
        }

        return ImageSpace.Rows(last.Apply(norm.Apply(h).Silu()));
    }

    // The picture before an edit as further channels; zeros for none.
    private Tensor Before(Tensor images, Tensor? pictures) =>
        pictures is null ? Tensor.Constant(images.Shape, 0) : space.Pixels(pictures);

    internal static Convolution Image(ParameterScope scope, int inputs, int outputs, int stride = 1) =>
        Convolution.ForImages(scope, inputs, outputs, 3, stride, padding: 1);

    // Groups of eight channels, or fewer groups where they do not divide evenly.
    private static GroupNorm Norm(ParameterScope scope, int channels)
    {
        int groups = Math.Max(1, channels / 8);
        while (channels % groups != 0)
        {
            groups--;
        }

        return new GroupNorm(scope, groups, channels);
    }

    /// <summary>One resolution: its blocks on both paths, and the resampling to the next.</summary>
    internal sealed class Level
    {
        private readonly Block[] down;
        private readonly Block[] up;
        private readonly Convolution? smaller;
        private readonly Convolution? larger;

        public Level(
            ParameterScope scope,
            int[] channels,
            int index,
            int blocks,
            int embedding,
            int latent = 0,
            bool isEncoder = false
        )
        {
            int width = channels[index];
            down = new Block[blocks];
            up = new Block[isEncoder ? 0 : blocks];
            for (int i = 0; i < blocks; i++)
            {
                int before = i == 0 && index > 0 ? channels[index - 1] : width;
                down[i] = new Block(scope.At("down").At(i), before, width, embedding, latent);
                if (!isEncoder)
                {
                    up[i] = new Block(scope.At("up").At(i), 2 * width, width, embedding, latent);
                }
            }

            if (index < channels.Length - 1)
            {
                smaller = Image(scope.At("smaller"), width, width, stride: 2);
                larger = isEncoder ? null : Image(scope.At("larger"), channels[index + 1], width);
            }
        }

        public Tensor Down(Tensor h, Tensor e, Tensor? z, Stack<Tensor> seen)
        {
            foreach (var block in down)
            {
                h = block.Apply(h, e, z);
                seen.Push(h);
            }

            return smaller?.Apply(h) ?? h;
        }

        public Tensor Up(Tensor h, Tensor e, Tensor? z, Stack<Tensor> seen)
        {
            h = larger is null ? h : Upsampling.Nearest(larger.Apply(h), 2);
            foreach (var block in up)
            {
                h = block.Apply(Tensor.Concatenate(1, h, seen.Pop()), e, z);
            }

            return h;
        }
    }

    internal sealed class Block(ParameterScope scope, int inputs, int outputs, int embedding, int latent = 0)
    {
        private readonly GroupNorm firstNorm = Norm(scope.At("first_norm"), inputs);
        private readonly Convolution first = Image(scope.At("first"), inputs, outputs);
        private readonly Linear time = new(scope.At("time"), embedding, latent > 0 ? 2 * outputs : outputs);
        private readonly GroupNorm secondNorm = Norm(scope.At("second_norm"), outputs);
        private readonly Convolution second = Image(scope.At("second"), outputs, outputs).BegunAtZero();
        private readonly Convolution? shortcut =
            inputs == outputs ? null : Convolution.ForImages(scope.At("shortcut"), inputs, outputs, 1);

        private readonly Linear? scale = latent > 0 ? new(scope.At("latent"), latent, outputs) : null;

        public Tensor Apply(Tensor x, Tensor e, Tensor? z)
        {
            var by = time.Apply(e);
            by = by.Reshape([by.Shape[0], by.Shape[1], 1, 1]);
            var h = first.Apply(firstNorm.Apply(x).Silu());
            if (scale is null)
            {
                h = secondNorm.Apply(h + by);
            }
            else
            {
                var (shift, factor) = (by.Slice(1, outputs, outputs), 1 + scale.Apply(z!));
                h = (secondNorm.Apply(h) * (1 + by.Slice(1, 0, outputs))) + shift;
                h *= factor.Reshape([factor.Shape[0], outputs, 1, 1]);
            }

            return (shortcut?.Apply(x) ?? x) + second.Apply(h.Silu());
        }
    }

    /// <summary>h + attention(norm(h)) of one head over all spatial positions.</summary>
    private sealed class SelfAttention(ParameterScope scope, int channels)
    {
        private readonly GroupNorm norm = Norm(scope.At("norm"), channels);
        private readonly MultiHeadAttention attention = new(scope, channels, heads: 1);

        public Tensor Apply(Tensor h)
        {
            var positions = norm.Apply(h).Reshape([h.Shape[0], channels, h.Shape[2] * h.Shape[3]]).Permute(0, 2, 1);
            return h + attention.Apply(positions, ForwardPass.Inference).Permute(0, 2, 1).Reshape(h.Shape);
        }
    }
}
