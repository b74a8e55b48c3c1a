using Likeness.Compute.Graph;
using Likeness.Models.Images;
using Likeness.Nn;

namespace Likeness.Models.Diffusion;

/// <summary>
/// A vision transformer of noisy images: Peebles and Xie 2023, arXiv:2212.09748 (adaLN-zero), with the parts of Li and He 2025, arXiv:2511.13720, §4.3. Patches
/// are embedded through a bottleneck; blocks h ← h + g₁ attention(m₁(norm(h))), h ← h + g₂ mlp(m₂(norm(h))) have RMS norms, rotary positions along both
/// axes, normalised queries and keys, and a SwiGLU; m(h) = (1 + scale) h + shift, and the gates g are linear in the embedding of time and class, and start at 0.
/// </summary>
internal sealed class PatchTransformer
{
    private const double PositionBase = 10_000;

    private readonly ModelSpace space;
    private readonly int patch;
    private readonly int width;
    private readonly Linear embed;
    private readonly Linear embedAgain;
    private readonly Linear bottleneck;
    private readonly Linear first;
    private readonly Block[] blocks;
    private readonly RmsNorm norm;
    private readonly Linear modulation;
    private readonly Linear last;
    private readonly Embedding? classes;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="space">Of images whose sides are multiples of the patch.</param>
    /// <param name="sizes">Sizes.</param>
    /// <exception cref="LikenessException">The space is of other data, or the sizes do not divide.</exception>
    public PatchTransformer(ParameterScope scope, ModelSpace space, PatchSizes sizes)
    {
        (this.space, patch, width) = (space, sizes.Patch, sizes.Width);
        var shape = space.Shape();
        if (shape.Height % patch != 0 || shape.Width % patch != 0)
        {
            throw new LikenessException(
                $"images of {shape.Height}×{shape.Width} pixels cannot be cut into patches of {patch}×{patch} (give --size a multiple, or another --patch)"
            );
        }

        if (width % (4 * sizes.Heads) != 0)
        {
            throw new LikenessException(
                $"the width {width} is no multiple of 4 times the {sizes.Heads} heads (give another --width or --heads)"
            );
        }

        int values = shape.Channels * patch * patch;
        embed = new Linear(scope.At("embed"), TimeFeatures.Width, width);
        embedAgain = new Linear(scope.At("embed_again"), width, width);
        bottleneck = new Linear(scope.At("bottleneck"), values, sizes.Bottleneck, bias: false);
        first = new Linear(scope.At("first"), sizes.Bottleneck, width);
        var angles = Angles(shape.Height / patch, shape.Width / patch, width / sizes.Heads);
        blocks = new Block[sizes.Depth];
        for (int i = 0; i < blocks.Length; i++)
        {
            blocks[i] = new Block(scope.At("blocks").At(i), width, sizes.Heads, angles);
        }

        norm = new RmsNorm(scope.At("norm"), width);
        modulation = Zero(new Linear(scope.At("modulation"), width, 2 * width));
        last = Zero(new Linear(scope.At("last"), width, values));
        classes = space.Classes > 0 ? new Embedding(scope.At("classes"), space.Classes + 1, width, 0.02) : null;
    }

    /// <summary>Applies the network.</summary>
    /// <param name="x">Rows of images without their classes: [batch, dimensions].</param>
    /// <param name="time">[batch, 1], or [1, 1] for all rows; of the order of 1.</param>
    /// <param name="of">Classes, [batch] or [1]; null where none are learned.</param>
    /// <returns>[batch, dimensions].</returns>
    public Tensor Apply(Tensor x, Tensor time, Tensor? of)
    {
        var e = embedAgain.Apply(embed.Apply(TimeFeatures.Compute(time)).Silu()); // [batch or 1, width]
        e = (classes is null || of is null ? e : e + classes.Apply(of)).Silu();
        var shape = space.Shape();
        var (batch, rows, columns) = (x.Shape[0], shape.Height / patch, shape.Width / patch);
        var patches = x.Reshape([batch, shape.Channels, rows, patch, columns, patch])
            .Permute(0, 2, 4, 1, 3, 5)
            .Reshape([batch, rows * columns, shape.Channels * patch * patch]);
        var h = first.Apply(bottleneck.Apply(patches)); // [batch, patches, width]
        foreach (var block in blocks)
        {
            h = block.Apply(h, e);
        }

        var parts = modulation.Apply(e);
        return last.Apply(Modulated(norm.Apply(h), parts, 0))
            .Reshape([batch, rows, columns, shape.Channels, patch, patch])
            .Permute(0, 3, 1, 4, 2, 5)
            .Reshape([batch, shape.Length]);
    }

    // (1 + scale) h + shift with the i-th and the next part of the modulation.
    private static Tensor Modulated(Tensor h, Tensor parts, int i) =>
        (h * (Part(h, parts, i + 1) + 1)) + Part(h, parts, i);

    private static Tensor Part(Tensor h, Tensor parts, int i) =>
        parts.Slice(1, i * h.Shape[2], h.Shape[2]).Reshape([parts.Shape[0], 1, h.Shape[2]]);

    private static Linear Zero(Linear linear)
    {
        linear.Weight.Values.Clear();
        linear.Bias?.Values.Clear();
        return linear;
    }

    // The angle of each patch and feature: a quarter of a head's features turn with the row, a quarter with the column.
    private static Tensor Angles(int rows, int columns, int features)
    {
        int quarter = features / 4;
        var values = new float[rows * columns * 2 * quarter];
        for (int i = 0; i < values.Length; i++)
        {
            var (place, feature) = Math.DivRem(i, 2 * quarter);
            var (row, column) = Math.DivRem(place, columns);
            double rate = Math.Pow(PositionBase, -(feature % quarter) / (double)quarter);
            values[i] = (float)((feature < quarter ? row : column) * rate);
        }

        return Tensor.Constant([1, rows * columns, 1, 2 * quarter], values);
    }

    private sealed class Block(ParameterScope scope, int width, int heads, Tensor angles)
    {
        private readonly RmsNorm firstNorm = new(scope.At("first_norm"), width);
        private readonly Linear queries = new(scope.At("queries"), width, width);
        private readonly Linear keys = new(scope.At("keys"), width, width);
        private readonly Linear values = new(scope.At("values"), width, width);
        private readonly RmsNorm queryNorm = new(scope.At("query_norm"), width / heads);
        private readonly RmsNorm keyNorm = new(scope.At("key_norm"), width / heads);
        private readonly Linear mixed = new(scope.At("mixed"), width, width);
        private readonly RmsNorm secondNorm = new(scope.At("second_norm"), width);
        private readonly Linear gate = new(scope.At("gate"), width, Hidden(width));
        private readonly Linear up = new(scope.At("up"), width, Hidden(width));
        private readonly Linear down = new(scope.At("down"), Hidden(width), width);
        private readonly Linear modulation = Zero(new Linear(scope.At("modulation"), width, 6 * width));

        // Two thirds of four times the width, a multiple of 8.
        private static int Hidden(int width) => (((8 * width / 3) + 7) / 8) * 8;

        public Tensor Apply(Tensor h, Tensor e)
        {
            var parts = modulation.Apply(e); // [batch or 1, 6 · width]
            h += Part(h, parts, 2) * Attend(Modulated(firstNorm.Apply(h), parts, 0));
            var x = Modulated(secondNorm.Apply(h), parts, 3);
            return h + (Part(h, parts, 5) * down.Apply(gate.Apply(x).Silu() * up.Apply(x)));
        }

        private Tensor Attend(Tensor x)
        {
            Tensor Heads(Tensor y) => y.Reshape([y.Shape[0], y.Shape[1], heads, width / heads]);
            var attended = Attention.Apply(
                Turned(queryNorm.Apply(Heads(queries.Apply(x)))),
                Turned(keyNorm.Apply(Heads(keys.Apply(x)))),
                Heads(values.Apply(x))
            );
            return mixed.Apply(attended.Reshape(x.Shape));
        }

        // Rotary positions of the pairs (i, i + half).
        private Tensor Turned(Tensor x)
        {
            int half = x.Shape[3] / 2;
            var (a, b) = (x.Slice(3, 0, half), x.Slice(3, half, half));
            var (cos, sin) = (angles.Cos(), angles.Sin());
            return Tensor.Concatenate(3, (a * cos) - (b * sin), (a * sin) + (b * cos));
        }
    }
}

/// <summary>The sizes of a <see cref="PatchTransformer"/>.</summary>
/// <param name="Patch">Side of a patch in pixels.</param>
/// <param name="Bottleneck">Features between the pixels of a patch and its vector.</param>
/// <param name="Width">Features of a patch's vector.</param>
/// <param name="Depth">Blocks.</param>
/// <param name="Heads">Heads of attention.</param>
internal sealed record PatchSizes(int Patch, int Bottleneck, int Width, int Depth, int Heads);
