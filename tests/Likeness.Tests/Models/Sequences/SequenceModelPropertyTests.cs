using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Modalities.Audio;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Text;
using Likeness.Modalities.Text.Data;
using Likeness.Models;
using Likeness.Models.Sequences;
using Likeness.Nn;
using Likeness.Sampling;
using Likeness.Testing;
using Likeness.Tests.Models.Densities;
using Likeness.Training;

namespace Likeness.Tests.Models.Sequences;

/// <summary>Property tests of every registered model of text or audio, with its small preset.</summary>
public sealed class SequenceModelPropertyTests
{
    public static TheoryData<string, bool> Models
    {
        get
        {
            var models = new TheoryData<string, bool>();
            foreach (
                var entry in ModelRegistry.All.Where(entry =>
                    entry.Learns == typeof(TextCorpus) || entry.Learns == typeof(ClipSet)
                )
            )
            {
                models.Add(entry.Name, entry.Learns == typeof(TextCorpus));
            }

            return models;
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TheSmallPresetSaysWhatThePaperIs(string name, bool isText)
    {
        var entry = ModelRegistry.Find(name, isText ? typeof(TextCorpus) : typeof(ClipSet));
        Assert.NotEmpty(entry.Summary);
        Assert.NotEmpty(entry.Paper);
        entry.Preset("small").Validate();
    }

    [SkippableTheory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Models))]
    public void TwoThreadsTrainAndSampleTheSameAsOne(string name, bool isText)
    {
        LongTest.Require();
        float[] Sampled(int threads)
        {
            using var trained = new TrainedSequences(name, isText, epochs: 1, threads);
            return [.. trained.State.History.Select(epoch => (float)epoch.Train), .. trained.Sample(3)];
        }

        Assert.Equal(Sampled(1), Sampled(2));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ItLearns(string name, bool isText)
    {
        using var trained = new TrainedSequences(name, isText, epochs: 3);
        Assert.True(trained.State.History[^1].Validation < trained.State.History[0].Validation);
        Assert.True(trained.State.History[^1].Validation < Math.Log(256));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void RowsAreSymbolsAndFewerAreTheBeginningOfMore(string name, bool isText)
    {
        using var trained = new TrainedSequences(name, isText, epochs: 1);
        var model = trained.Model;
        float[] rows = trained.Sample(5);
        Assert.All(rows, value => Assert.True(value is >= 0 and < 256 && value == MathF.Floor(value)));
        Assert.Equal(trained.Sample(2), rows[..(2 * model.Dimensions)]);
        Assert.All(Enumerable.Range(0, model.Space.History), place => Assert.Equal(model.Start, rows[place]));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ASymbolDoesNotChangeWhatIsPredictedBeforeIt(string name, bool isText)
    {
        using var trained = new TrainedSequences(name, isText, epochs: 0);
        float[] row = trained.Sample(1);
        float[] other = [.. row];
        int changed = trained.Model.Positions - 4;
        other[changed] = (other[changed] + 7) % 256;
        var (before, after) = (trained.Logits(row), trained.Logits(other));
        int symbols = trained.Model.Network.Symbols;
        Assert.Equal(before[..(changed * symbols)], after[..(changed * symbols)]);
        Assert.NotEqual(before[(changed * symbols)..], after[(changed * symbols)..]);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void SampledSymbolsFollowTheirConditionals(string name, bool isText)
    {
        using var trained = new TrainedSequences(name, isText, epochs: 1);
        var conditionals = trained.Conditionals(trained.Sample(8));
        Property.Holds(SequenceProperties.SymbolsFollowTheirConditionals(conditionals));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TheLossIsTheMeanOfWhatTheScorerSays(string name, bool isText)
    {
        using var trained = new TrainedSequences(name, isText, epochs: 1);
        var model = trained.Model;
        float[] row = trained.Sample(1);
        var rows = Tensor.Input("rows", [1, model.Dimensions]);
        var loss = model.Objectives[0].Loss(rows, ForwardPass.Inference);
        using var graph = CompiledGraph.Compile([loss]);
        graph.Write(rows, row);
        graph.Run();

        int history = model.Space.History;
        var classes = model.Space.Classes > 0 ? Tensor.Constant([16], row[^1]) : null;
        using var scorer = new SequenceScorer(
            (before, _) => model.Logits(before, new(classes), ForwardPass.Inference),
            model.Positions - 1,
            overlap: 0
        );
        int[] sequence = [.. row[1..model.Positions].Select(value => (int)value)];
        double[] found = scorer.Score(sequence, (int)row[0]);
        Assert.Equal(graph.ReadScalar(loss), -found[(history - 1)..].Average(), 1e-4);
    }
}

/// <summary>A model of text or audio trained in memory with its small preset.</summary>
internal sealed class TrainedSequences : IDisposable
{
    private readonly WorkerPool pool;

    public TrainedSequences(string name, bool isText, int epochs, int threads = 1)
    {
        var entry = ModelRegistry.Find(name, isText ? typeof(TextCorpus) : typeof(ClipSet));
        var options = entry.Preset("small") with { Epochs = Math.Max(1, epochs), BatchSize = 16 };
        var (space, train, validation) = isText ? Text(options) : Audio(options);
        State = new TrainingState(entry, options, space, seed: 1);
        pool = new WorkerPool(threads);
        using var trainer = new Trainer(State, options, train, validation, 1, pool);
        if (epochs > 0)
        {
            trainer.Run(_ => { }, _ => { }, CancellationToken.None);
        }
    }

    public TrainingState State { get; }

    public SequenceModel Model => (SequenceModel)State.Chosen;

    public float[] Sample(int count, ulong seed = 5)
    {
        using var sampler = new RowSampler(Model, 16, pool);
        return sampler.Sample(0, seed)[..(count * Model.Dimensions)].ToArray();
    }

    /// <summary>The prediction at each position of a row: [positions · symbols].</summary>
    public float[] Logits(float[] row)
    {
        var model = Model;
        var rows = Tensor.Input("rows", [1, model.Dimensions]);
        var logits = model.Logits(
            rows.Slice(1, 0, model.Positions - 1),
            model.ConditionOf(rows),
            ForwardPass.Inference
        );
        using var graph = CompiledGraph.Compile([logits]);
        graph.Write(rows, row);
        graph.Run();
        var found = new float[logits.Shape.Count];
        graph.Read(logits, found);
        return found;
    }

    /// <summary>At each position of rows: the log-probabilities of all symbols, and the symbol that is there.</summary>
    public List<(double[] LogProbabilities, int Symbol)> Conditionals(float[] rows)
    {
        int symbols = Model.Network.Symbols;
        var conditionals = new List<(double[], int)>();
        foreach (float[] row in rows.Chunk(Model.Dimensions))
        {
            float[] logits = Logits(row);
            for (int position = Model.Space.History; position < Model.Positions; position++)
            {
                double[] log = [.. logits.Skip((position - 1) * symbols).Take(symbols).Select(value => (double)value)];
                double normaliser = Math.Log(log.Sum(Math.Exp));
                conditionals.Add(([.. log.Select(value => value - normaliser)], (int)row[position]));
            }
        }

        return conditionals;
    }

    public void Dispose()
    {
        State.Dispose();
        pool.Dispose();
    }

    private static (ModelSpace Space, IExamples Train, IExamples Validation) Text(ModelOptions options)
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Range(0, 400).Select(i => $"the cat {i % 7} sat on the mat.\n"))
        );
        var transform = TextTransform.Fit(text, options.Vocabulary, options.Context);
        int[] tokens = transform.Vocabulary.Encode(text);
        var train = new TextExamples(tokens[..9000], options.Context, isShifted: true);
        return (ModelSpace.Create(transform, train.Count), train, new TextExamples(tokens[9000..], options.Context));
    }

    private static (ModelSpace Space, IExamples Train, IExamples Validation) Audio(ModelOptions options)
    {
        float[] Clip(int i) =>
            [
                .. Enumerable
                    .Range(0, 500)
                    .Select(t => (float)Math.Sin(t * (i % 2 == 0 ? 0.3 : 0.5)) * (0.2f + (0.01f * (i % 13)))),
            ];
        ClipSet Clips(int from, int count) =>
            new(
                8000,
                [.. Enumerable.Range(from, count).Select(Clip)],
                ["low", "high"],
                [.. Enumerable.Range(from, count).Select(i => i % 2)]
            );
        var transform = new AudioTransform(8000, options.ReceptiveField, options.Segment, ["low", "high"]);
        var train = new AudioExamples(Clips(0, 40), transform, isShifted: true);
        return (ModelSpace.Create(transform, train.Count), train, new AudioExamples(Clips(40, 6), transform));
    }
}
