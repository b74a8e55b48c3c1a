using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;

namespace Likeness.Models.Baselines;

/// <summary>Options of <see cref="Kde"/>.</summary>
public sealed record KdeOptions : FittedOptions
{
    /// <summary>
    /// The factor on Silverman's bandwidth; 0 chooses a bandwidth per dimension by the likelihood of the validation rows, or without these by that of
    /// each training row given the others.
    /// </summary>
    [Description(
        "factor on Silverman's bandwidth; 0 chooses a bandwidth per dimension by the likelihood of validation rows"
    )]
    [Range(0, 1000)]
    public double Bandwidth { get; init; }
}

/// <summary>
/// Kernel density estimate: a Gaussian around each training row (Parzen 1962), with the bandwidth for each dimension that maximises the
/// likelihood of the validation rows. Density and conditionals are exact. The rows are processed in blocks, so that memory is bounded.
/// </summary>
[Model(
    "kde",
    Title = "Kernel density",
    Paper = "Parzen 1962",
    Summary = "baseline: a Gaussian around each training row"
)]
public sealed class Kde : GenerativeModel, IFitted, IDensityModel, IImputer
{
    private const double HalfLog2Pi = 0.91893853320467274178;

    // Differences per block at most.
    private const int BlockNumbers = 1 << 21;
    private const float Nothing = -1e30f;

    private readonly KdeOptions options;
    private readonly StoredRows stored;
    private readonly Parameter bandwidth; // h: [d]

    /// <summary>Makes the model.</summary>
    /// <param name="options">The bandwidth.</param>
    /// <param name="space">Its width is d; it says how many rows there are.</param>
    /// <param name="seed">Null leaves the buffers zero, to be filled.</param>
    public Kde(KdeOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        stored = new StoredRows(Scope, space);
        bandwidth = Scope.Buffer("bandwidth", [space.Width], 1);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives => [];

    /// <inheritdoc/>
    public string DensityKind => "exact";

    /// <inheritdoc/>
    public string ImputationKind => "exact";

    /// <inheritdoc/>
    public void Fit(FitRows fit)
    {
        stored.Store(fit);
        new KdeBandwidth(this, fit).Choose(options.Bandwidth, bandwidth.Values);
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows)
    {
        int batch = rows.Shape[0];
        var (largest, sum) = Sums(rows, (logKernel, _) => logKernel, []);
        var volume = bandwidth.Tensor.Log().Sum() + (float)((HalfLog2Pi * Dimensions) + Math.Log(stored.Count));
        return (largest + sum[0].Log() - volume).Reshape([batch]);
    }

    /// <inheritdoc/>
    public override Tensor Sample(int count) =>
        stored.Sample(count, stream: 0) + (Tensor.RandomNormal([count, Dimensions], stream: 1) * bandwidth);

    /// <inheritdoc/>
    public Tensor Impute(Tensor rows, Tensor known)
    {
        // A training row sampled by its kernel of the observed values: the argmax of the log-kernels plus Gumbel noise.
        int batch = rows.Shape[0];
        var observed = known.Where(rows, 0);
        int block = Block(batch);
        var states = Tensor.Loop(
            Blocks(block),
            [Tensor.Constant([batch, 1], 2 * Nothing), Tensor.Constant([batch, Dimensions], 0)],
            (iteration, state) =>
            {
                var positions = Places(iteration, block);
                var logKernel = LogKernel(observed, known, positions);
                var uniform = Tensor.RandomUniform([batch, block], stream: 2);
                var score = logKernel - (-(uniform + 1e-12f).Log()).Log();
                var best = score.Max([1], keepDimensions: true); // [batch, 1]
                var position = (score.EqualTo(best) * positions).Max([1]); // [batch]
                var better = best.GreaterThan(state[0]);
                return [best.Maximum(state[0]), better.Where(stored.Rows.Gather(position), state[1])];
            }
        );
        var sampled = states[1] + (Tensor.RandomNormal([batch, Dimensions], stream: 3) * bandwidth);
        return known.Where(rows, sampled);
    }

    /// <summary>
    /// Sums kernels over the training rows in blocks, relative to the largest so far to avoid underflow.
    /// </summary>
    /// <param name="rows">[batch, d].</param>
    /// <param name="log">From the log-kernels without their volume, [batch, block], and the numbers of the training rows, [block], to those that count.</param>
    /// <param name="weighted">What is summed beside 1: from the squared differences to the block, [batch, block, d], to [batch, block, n].</param>
    /// <returns>The largest log-kernel, [batch, 1], and the sums relative to it, [batch, 1] and [batch, n].</returns>
    internal (Tensor Largest, IReadOnlyList<Tensor> Sums) Sums(
        Tensor rows,
        Func<Tensor, Tensor, Tensor> log,
        IReadOnlyList<Func<Tensor, Tensor>> weighted
    )
    {
        int batch = rows.Shape[0];
        int block = Block(batch);
        Tensor[] initial =
        [
            Tensor.Constant([batch, 1], Nothing),
            Tensor.Constant([batch, 1], 0),
            .. weighted.Select(_ => Tensor.Constant([batch, Dimensions], 0)),
        ];
        var states = Tensor.Loop(
            Blocks(block),
            initial,
            (iteration, state) =>
            {
                var positions = Places(iteration, block);
                var logKernel = log(LogKernel(rows, null, positions), positions);
                var largest = logKernel.Max([1], keepDimensions: true).Maximum(state[0]);
                var kept = (state[0] - largest).Exp();
                var kernel = (logKernel - largest).Exp(); // [batch, block]
                return
                [
                    largest,
                    (state[1] * kept) + kernel.Sum([1], keepDimensions: true),
                    .. weighted.Select(
                        (function, i) =>
                            (state[i + 2] * kept)
                            + (kernel.Reshape([batch, block, 1]) * function(Squares(rows, positions))).Sum([1])
                    ),
                ];
            }
        );
        return (states[0], [.. states.Skip(1)]);
    }

    // −½ Σ ((x − c) / h)² over the dimensions that are given; nothing for places beyond the last row.
    private Tensor LogKernel(Tensor rows, Tensor? known, Tensor positions)
    {
        var squares = Squares(rows, positions) / bandwidth.Tensor.Square();
        squares = known is null ? squares : squares * known.Reshape([rows.Shape[0], 1, Dimensions]);
        var logKernel = squares.Sum([2]) * -0.5f; // [batch, block]
        return positions.GreaterThan(stored.Count - 0.5f).Where(Nothing, logKernel);
    }

    // (x − c)²: [batch, block, d].
    private Tensor Squares(Tensor rows, Tensor positions) =>
        (
            rows.Reshape([rows.Shape[0], 1, Dimensions]) - stored.Rows.Gather(positions.Minimum(stored.Count - 1))
        ).Square();

    private static Tensor Places(Tensor iteration, int block)
    {
        float[] numbers = [.. Enumerable.Range(0, block).Select(i => (float)i)];
        return Tensor.Constant([block], numbers) + (iteration * block);
    }

    private int Block(int batch) =>
        Math.Clamp(BlockNumbers / Math.Max(1, batch * Dimensions), 16, Math.Max(16, stored.Count));

    private int Blocks(int block) => (stored.Count + block - 1) / block;
}
