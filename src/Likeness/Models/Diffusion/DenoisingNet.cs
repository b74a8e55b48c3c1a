using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Diffusion;

/// <summary>
/// The network of the diffusion family: from a noisy row and its time to a row. Pre-activation residual blocks
/// (He et al. 2016, arXiv:1603.05027), h ← h + W₂ silu(W₁ silu(h) + V e), where e is an embedding of the <see cref="TimeFeatures"/> that
/// enters every block, as in Ho et al. 2020, arXiv:2006.11239, appendix B. Optional further inputs are sines and cosines of the row,
/// of frequency 2ᵏ, which help to resolve fine structure: Kingma et al. 2021, arXiv:2107.00630, §5.1 and appendix C.
/// </summary>
internal sealed class DenoisingNet
{
    private const int EmbeddingWidth = 64;

    private readonly int frequencies;
    private readonly Linear embed;
    private readonly Linear first;
    private readonly Block[] blocks;
    private readonly Linear last;
    private readonly Embedding? classes;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="dimensions">Width of a row.</param>
    /// <param name="options">Sizes.</param>
    public DenoisingNet(ParameterScope scope, int dimensions, DiffusionOptions options)
        : this(scope, dimensions, options.Hidden, options.Blocks, options.Frequencies) { }

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="dimensions">Width of a row.</param>
    /// <param name="hidden">Width of the layers.</param>
    /// <param name="blockCount">Residual blocks.</param>
    /// <param name="frequencies">Frequencies of sines and cosines of the row that are further inputs.</param>
    /// <param name="classes">Classes of rows, the embedding of which is added to that of the time; 0 for none.</param>
    public DenoisingNet(
        ParameterScope scope,
        int dimensions,
        int hidden,
        int blockCount,
        int frequencies = 0,
        int classes = 0
    )
    {
        this.frequencies = frequencies;
        embed = new Linear(scope.At("embed"), TimeFeatures.Width, EmbeddingWidth);
        first = new Linear(scope.At("first"), dimensions * (1 + (2 * frequencies)), hidden);
        blocks = new Block[blockCount];
        for (int i = 0; i < blocks.Length; i++)
        {
            blocks[i] = new Block(scope.At("blocks").At(i), hidden);
        }

        last = new Linear(scope.At("last"), hidden, dimensions);
        this.classes = classes > 0 ? new Embedding(scope.At("classes"), classes + 1, EmbeddingWidth) : null;
    }

    /// <summary>Applies the network.</summary>
    /// <param name="x">[batch, dimensions], of the order of 1.</param>
    /// <param name="time">[batch, 1], or [1, 1] for all rows; of the order of 1.</param>
    /// <param name="of">Classes, [batch] or [1]; null where none are learned.</param>
    /// <returns>[batch, dimensions].</returns>
    public Tensor Apply(Tensor x, Tensor time, Tensor? of = null)
    {
        var e = embed.Apply(TimeFeatures.Compute(time));
        e = (classes is null || of is null ? e : e + classes.Apply(of)).Silu();
        var h = first.Apply(WithWaves(x)); // [batch, hidden]
        foreach (var block in blocks)
        {
            h = block.Apply(h, e);
        }

        return last.Apply(h.Silu());
    }

    private Tensor WithWaves(Tensor x)
    {
        if (frequencies == 0)
        {
            return x;
        }

        var parts = new List<Tensor> { x };
        for (int k = 0; k < frequencies; k++)
        {
            var phase = x * (MathF.PI * (1 << k) / 2);
            parts.Add(phase.Sin());
            parts.Add(phase.Cos());
        }

        return Tensor.Concatenate(1, [.. parts]);
    }

    private sealed class Block(ParameterScope scope, int hidden)
    {
        private readonly Linear first = new(scope.At("first"), hidden, hidden);
        private readonly Linear time = new(scope.At("time"), EmbeddingWidth, hidden, bias: false);
        private readonly Linear second = new(scope.At("second"), hidden, hidden);

        public Tensor Apply(Tensor h, Tensor e) => h + second.Apply((first.Apply(h.Silu()) + time.Apply(e)).Silu());
    }
}
