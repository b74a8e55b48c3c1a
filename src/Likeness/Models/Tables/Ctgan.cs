using Likeness.Compute.Graph;
using Likeness.Models.Adversarial;
using Likeness.Nn;

namespace Likeness.Models.Tables;

/// <summary>
/// CTGAN, Xu et al. 2019, arXiv:1907.00503, §4.3. Generator and discriminator are conditioned on one level of one category (the conditional vector). A column is
/// chosen at random and a level of it by the logarithm of its frequency (training by sampling); the generator's loss has the cross-entropy of that level. The
/// discriminator sees several rows together (PacGAN) under the loss of WGAN-GP; levels are Gumbel softmaxes. Rows are sampled with levels by their frequency.
/// </summary>
[Model(
    "ctgan",
    Title = "CTGAN",
    Paper = "Xu et al. 2019, arXiv:1907.00503",
    Summary = "a conditional generator of mixed rows against a discriminator, numbers by modes"
)]
public sealed class Ctgan : GenerativeModel, IFitted
{
    private const float Slope = 0.2f;
    private const double CriticDropout = 0.5;
    private const float MinUniform = 1e-6f;

    private readonly CtganOptions options;
    private readonly ColumnBlocks blocks;
    private readonly LevelConditions conditions;
    private readonly (Linear Linear, BatchNorm Norm)[] hidden;
    private readonly Linear last;
    private readonly Linear[] critic;
    private readonly WassersteinLoss loss;
    private readonly Dropout dropout = new(CriticDropout);

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="space">The columns.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public Ctgan(CtganOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        blocks = new ColumnBlocks(space);
        conditions = new LevelConditions(Scope, blocks);
        loss = new WassersteinLoss(options.GradientPenalty);
        var generator = Scope.At("generator");
        int width = options.Latent + conditions.Width;
        hidden = new (Linear, BatchNorm)[2];
        for (int i = 0; i < hidden.Length; i++)
        {
            hidden[i] = (
                new Linear(generator.At(i), width, options.Hidden, bias: false),
                new BatchNorm(generator.At(i).At("norm"), options.Hidden)
            );
            width += options.Hidden; // each layer's input goes on beside its output
        }

        last = new Linear(generator.At("last"), width, blocks.Width);
        int[] widths = [options.Pac * (blocks.Width + conditions.Width), options.Hidden, options.Hidden, 1];
        critic =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(i => new Linear(Scope.At("critic").At(i), widths[i], widths[i + 1], bias: i < 2)),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new("discriminator loss", CriticLoss, Parameters.TrainedOf("critic.")),
            new("generator loss", GeneratorLoss, Parameters.TrainedOf("generator.")),
        ];

    /// <inheritdoc/>
    public override bool LossMeasuresQuality => false;

    /// <summary>Counts the levels of the training rows, by which samples are conditioned.</summary>
    public void Fit(FitRows fit) => conditions.Fit(fit.Train.Span);

    /// <inheritdoc/>
    public override Tensor Sample(int count)
    {
        var condition = conditions.Sample(count, stream: 1);
        var output = Output(Tensor.RandomNormal([count, options.Latent], stream: 0), condition, ForwardPass.Inference);
        ulong stream = 100;
        return blocks.Decode(
            block => Number(block, output),
            block => Categorical.Sample(ColumnBlocks.LevelsOf(block, output), stream++).Reshape([count, 1])
        );
    }

    private Tensor CriticLoss(Tensor rows, ForwardPass pass)
    {
        var (real, condition) = conditions.Choose(rows, Groups(rows) * options.Pac, stream: 0);
        var noise = Tensor.RandomNormal([real.Shape[0], options.Latent], stream: 10);
        var generated = Joined(Activated(Output(noise, condition, pass), stream: 11), condition);
        var rowsJoined = Joined(blocks.Encode(real), condition);
        Tensor Scores(Tensor x) => Score(x, pass);
        var fraction = Tensor.RandomUniform([rowsJoined.Shape[0], 1], stream: 12);
        return loss.Discriminator(Scores(rowsJoined), Scores(generated))
            + loss.Penalty(Scores, rowsJoined, generated, fraction);
    }

    private Tensor GeneratorLoss(Tensor rows, ForwardPass pass)
    {
        var (_, condition) = conditions.Choose(rows, Groups(rows) * options.Pac, stream: 20);
        var noise = Tensor.RandomNormal([Groups(rows) * options.Pac, options.Latent], stream: 30);
        var output = Output(noise, condition, pass);
        var generated = Joined(Activated(output, stream: 31), condition);
        return loss.Generator(Score(generated, pass)) + conditions.CrossEntropy(output, condition);
    }

    private int Groups(Tensor rows) => Math.Max(1, rows.Shape[0] / options.Pac);

    // The generator's features before activations: [batch, Width].
    private Tensor Output(Tensor noise, Tensor? condition, ForwardPass pass)
    {
        var x = condition is null ? noise : Tensor.Concatenate(1, noise, condition);
        foreach (var (linear, norm) in hidden)
        {
            x = Tensor.Concatenate(1, norm.Apply(linear.Apply(x), pass).Relu(), x);
        }

        return last.Apply(x);
    }

    private Tensor Activated(Tensor output, ulong stream)
    {
        var parts = new List<Tensor>();
        var uniform = (Tensor.RandomUniform(output.Shape, stream) * (1 - (2 * MinUniform))) + MinUniform;
        var noisy = (output - (-uniform.Log()).Log()) * (float)(1 / options.Tau);
        foreach (var block in blocks.All)
        {
            if (block.HasNumber)
            {
                parts.Add(Number(block, output));
            }

            if (block.Levels > 0)
            {
                parts.Add(ColumnBlocks.LevelsOf(block, noisy).Softmax(1));
            }
        }

        return Tensor.Concatenate(1, [.. parts]);
    }

    // Numbers without modes have no bounds.
    private static Tensor Number(ColumnBlock block, Tensor output)
    {
        var number = ColumnBlocks.NumberOf(block, output);
        return block.Levels > 0 ? number.Tanh() : number;
    }

    // Rows and their conditions, as many in one row as the discriminator sees together.
    private Tensor Joined(Tensor features, Tensor? condition)
    {
        var x = condition is null ? features : Tensor.Concatenate(1, features, condition);
        int groups = x.Shape[0] / options.Pac;
        return Tensor.Concatenate(1, [.. Enumerable.Range(0, options.Pac).Select(i => x.Slice(0, i * groups, groups))]);
    }

    private Tensor Score(Tensor x, ForwardPass pass)
    {
        x = dropout.Apply(critic[0].Apply(x).LeakyRelu(Slope), pass);
        x = dropout.Apply(critic[1].Apply(x).LeakyRelu(Slope), pass);
        return critic[2].Apply(x);
    }
}
