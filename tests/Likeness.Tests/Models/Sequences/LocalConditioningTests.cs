using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Modalities;
using Likeness.Modalities.Audio;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Evaluation;
using Likeness.Modalities.Audio.Tasks;
using Likeness.Modalities.Sequences;
using Likeness.Models.Sequences;
using Likeness.Models.Tokens;
using Likeness.Nn;
using Likeness.Runs;
using Likeness.Sampling;
using Likeness.Testing;

namespace Likeness.Tests.Models.Sequences;

/// <summary>WaveNet under features in time: van den Oord et al. 2016, §2.5.</summary>
public sealed class LocalConditioningTests : IDisposable
{
    private const int Symbols = 13;
    private const int Positions = 40;
    private const int Features = 2;

    private static readonly WaveNetShape Shape = new(Symbols, 6, 8, Layers: 3, Blocks: 2, Features: Features);

    private readonly TemporaryFolder folder = new();
    private readonly ParameterSet parameters = [];
    private readonly WaveNetStack network;

    public LocalConditioningTests()
    {
        network = new WaveNetStack(new ParameterScope(parameters, seed: 2), Shape);
        foreach (var parameter in parameters.Trained)
        {
            foreach (ref float value in parameter.Values)
            {
                value *= 3; // so that features count, and symbols differ in probability
            }
        }
    }

    public void Dispose()
    {
        parameters.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void StepsGiveTheWholeSequence()
    {
        float[] track = Track();
        float[] expected = Logits(network, track);
        using var state = new DecodingState(1, 1);
        var next = Tensor.Input("next", [1]);
        var features = Tensor.Input("features", [1, Features]);
        var made = network.Step(next, state, new(Track: features));
        using var graph = CompiledGraph.Compile([made], state.Updates);
        state.Reset();
        for (int position = 0; position < Positions; position++)
        {
            graph.Write(next, [Symbol(position)]);
            graph.Write(features, track.AsSpan(position * Features, Features));
            graph.Run();
            var found = new float[Symbols];
            graph.Read(made, found);
            Assert.All(
                found.Zip(expected.Skip(position * Symbols)),
                pair => Assert.Equal(pair.Second, pair.First, 1e-5f)
            );
        }
    }

    [Fact]
    public void WithoutTheirWeightsFeaturesChangeNothing()
    {
        using var others = new ParameterSet();
        var plain = new WaveNetStack(new ParameterScope(others, seed: 3), Shape with { Features = 0 });
        foreach (var parameter in parameters)
        {
            if (others.Find(parameter.Name) is { } same)
            {
                same.Values.CopyTo(parameter.Values);
            }
            else
            {
                parameter.Values.Clear();
            }
        }

        Assert.Equal(6, parameters.Count - others.Count);
        Assert.Equal(Logits(plain, null), Logits(network, Track()));
    }

    [Fact]
    public void AFeatureChangesWhatIsPredictedAtItsPositionAndAfter()
    {
        float[] track = Track();
        float[] before = Logits(network, track);
        const int Changed = 20;
        track[(Changed * Features) + 1] += 1;
        float[] after = Logits(network, track);
        Assert.Equal(before[..(Changed * Symbols)], after[..(Changed * Symbols)]);
        Assert.NotEqual(before[(Changed * Symbols)..][..Symbols], after[(Changed * Symbols)..][..Symbols]);
    }

    [Fact]
    public void TheSamplerAndTheScorerReadTheFeaturesOfTheSymbolItself()
    {
        float[] track = Track();
        void Read(int position, Span<float> values) => track.AsSpan(position * Features, Features).CopyTo(values);
        using var sampler = new SymbolSampler(network, 1, new TokenSampling(1, 1, 1), localFeatures: Features);
        sampler.Begin(
            [
                [3, 5],
            ],
            seed: 1,
            Read
        );
        List<int> made = [3, 5];
        for (int i = 0; i < 20; i++)
        {
            made.Add((int)sampler.Next()[0]);
        }

        // Symbol t is the likeliest after those before it under the features of the positions up to t.
        float[] logits = Logits(network, track[Features..], [.. made]);
        for (int t = 2; t < made.Count; t++)
        {
            float[] here = logits[((t - 1) * Symbols)..(t * Symbols)];
            Assert.Equal(here.IndexOf(here.Max()), made[t]);
        }

        using var scorer = new SequenceScorer(
            (x, features) => network.Apply(x, new(Track: features)),
            positions: 24,
            network.ReceptiveField - 1,
            localFeatures: Features
        );
        double[] scores = scorer.Score([.. made], start: 0, Read);
        float[] shifted = Logits(network, track, [0, .. made]);
        for (int t = 0; t < made.Count; t++)
        {
            double[] here = [.. shifted.Skip(t * Symbols).Take(Symbols).Select(value => (double)value)];
            Assert.Equal(here[made[t]] - Math.Log(here.Sum(Math.Exp)), scores[t], 1e-5);
        }
    }

    [Fact]
    public void FeaturesAreGivenWhereTheyAreKnown()
    {
        var x = Tensor.Input("x", [2, 5]);
        Assert.Throws<ArgumentException>(() => network.Apply(x));
        Assert.Throws<ShapeException>(() => network.Apply(x, new(Track: Tensor.Input("y", [2, 4, Features]))));
        using var sampler = new SymbolSampler(network, 1, new TokenSampling(1, 0, 1), localFeatures: Features);
        Assert.Throws<ArgumentException>(() =>
            sampler.Begin(
                [
                    [1],
                ],
                seed: 1
            )
        );
    }

    [Fact]
    public void ClipsFollowOthersAndAreAsLong()
    {
        using var run = Train("run", LocalConditioning.LoudnessPitch, steps: 3);
        Assert.Equal(3, run.Model.Space.LocalFeatures);
        var hum = new AudioClip(16_000, [.. Enumerable.Range(0, 4000).Select(i => 0.3f * MathF.Sin(i * 0.1f))]);
        WavFile.Write(folder.At("hum.wav"), hum);
        var settings = new SampleAudioSettings { Count = 1, Follow = folder.At("hum.wav") };
        new SampleAudio().Run(run, settings, new TaskContext { Output = folder.At("x.wav") });
        Assert.Equal(2000, WavFile.Read(folder.At("x.wav")).Samples.Length);

        var audio = run.As<AudioModel>();
        var clips = audio.LoadData().Train;
        float[] First(int count, int length, params int[] followed) =>
            audio.SampleClips(count, length, follow: clips.Take(followed)).Clips[0];
        Assert.Equal(First(2, 300, 0, 1), First(2, 400, 0, 2)[..300]);
        Assert.NotEqual(First(1, 300, 0), First(1, 300, 1));

        var together = audio.Score(clips).LogDensity;
        double alone = audio.Score(clips.Take([1])).LogDensity[0];
        Assert.Equal(alone, together[1], 1e-6 * Math.Abs(alone));
        using var opened = TrainedModel.Open(folder.At("run"));
        Assert.Equal(LocalConditioning.LoudnessPitch, opened.As<AudioModel>().Transform.Local);
        Assert.Equal(together, opened.As<AudioModel>().Score(clips).LogDensity);
    }

    [Fact]
    public void TheLossOfAWindowIsTheMeanOfItsScores()
    {
        using var run = Train("run", LocalConditioning.Pitch, steps: 3);
        var audio = run.As<AudioModel>();
        foreach (var parameter in run.Model.Parameters.Trained)
        {
            foreach (ref float value in parameter.Values)
            {
                value *= 3; // so that features count
            }
        }

        int segment = audio.Transform.Segment;
        var all = audio.LoadData().Train;
        var clip = new ClipSet(all.Rate, [all.Clips[0][..segment]], all.Classes);
        var examples = new AudioExamples(clip, audio.Transform);
        var row = new float[examples.Width];
        examples.Fill([0], row, noise: null);
        var loss = run.Model.Objectives[0].Loss(Tensor.Constant([1, row.Length], row), ForwardPass.Inference);
        using var graph = CompiledGraph.Compile([loss]);
        graph.Run();
        double score = audio.Score(clip).LogDensity[0];
        Assert.Equal(-score / segment, graph.ReadScalar(loss), 1e-4);
    }

    [Fact]
    public void AModelWithoutFeaturesDoesNotFollow()
    {
        using var run = Train("run", LocalConditioning.None, steps: 1);
        WavFile.Write(folder.At("hum.wav"), new AudioClip(8000, new float[100]));
        var settings = new SampleAudioSettings { Count = 1, Follow = folder.At("hum.wav") };
        var context = new TaskContext { Output = folder.At("x.wav") };
        var refused = Assert.Throws<LikenessException>(() => new SampleAudio().Run(run, settings, context));
        Assert.Contains("LocalConditioning", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("x.wav")));
    }

    [SkippableFact]
    public void TheLoudnessIsFollowed()
    {
        LongTest.Require();
        Directory.CreateDirectory(folder.At("noise"));
        for (int i = 0; i < 12; i++)
        {
            var random = new Random(i);
            bool[] isLoud = [.. Enumerable.Range(0, 4).Select(_ => random.Next(2) == 1)];
            float Noise(int t) => (isLoud[t / 1000] ? 0.5f : 0.02f) * ((2 * random.NextSingle()) - 1);
            float[] samples = [.. Enumerable.Range(0, 4000).Select(Noise)];
            WavFile.Write(folder.At($"noise/{i}.wav"), new AudioClip(8000, samples));
        }

        var source = DataSource.FromFiles(folder.At("noise"));
        using var run = Train("run", LocalConditioning.Loudness, steps: 200, source);
        var metrics = Assert.IsType<SequenceMetrics>(run.Evaluate(new EvaluationRequest { Samples = 6 }).Details);
        Assert.True(metrics.Following!.LoudnessError < 0.5 * metrics.Following.ExchangedLoudnessError);
    }

    [Fact]
    public void AClipFollowsItselfBestAndExchangedClipsDoNot()
    {
        float[] Sine(double frequency, float amplitude) =>
            [.. Enumerable.Range(0, 4000).Select(i => amplitude * MathF.Sin((float)(Math.PI * frequency * i / 4000)))];
        var followed = new ClipSet(8000, [Sine(200, 0.5f), Sine(300, 0.05f)]);
        var own = LocalFidelity.Measure(followed, followed);
        Assert.Equal((1, 0), (own.PitchAccuracy, own.LoudnessError));
        Assert.Equal(0, own.ExchangedPitchAccuracy);
        Assert.Equal(20, own.ExchangedLoudnessError!.Value, 0.5);
        var sharp = new ClipSet(
            8000,
            [Sine(200 * Math.Pow(2, 40 / 1200.0), 0.25f), Sine(300 * Math.Pow(2, 60 / 1200.0), 0.025f)]
        );
        var near = LocalFidelity.Measure(followed, sharp);
        Assert.Equal(0.5, near.PitchAccuracy!.Value, 0.05);
        Assert.Equal(6.02, near.LoudnessError!.Value, 0.1);
        var silent = LocalFidelity.Measure(new ClipSet(8000, [new float[4000]]), followed.Take([0]));
        Assert.Null(silent.PitchAccuracy);
        Assert.Null(silent.LoudnessError);
        var one = LocalFidelity.Measure(followed.Take([0]), followed.Take([0]));
        Assert.Equal((1, null), (one.PitchAccuracy, one.ExchangedPitchAccuracy)); // there is no other clip to exchange
    }

    private TrainedModel Train(string name, LocalConditioning local, int steps, DataSource? source = null) =>
        TrainedModel.Train(
            new RunSettings
            {
                Model = "wavenet",
                Options = WaveNetOptions.Small with
                {
                    LocalConditioning = local,
                    TrainSteps = [steps],
                    BatchSize = 8,
                    Segment = 512,
                },
                Data = source ?? DataSource.Embedded("glides") with { DatasetRows = 8 },
                OutputFolder = folder.At(name),
                Threads = 2,
            }
        );

    private static float[] Track() =>
        [.. Enumerable.Range(0, (Positions + 1) * Features).Select(i => MathF.Sin(i * i * 0.37f))];

    private static float Symbol(int position) => ((position * position) + (5 * position)) % Symbols;

    private static float[] Logits(WaveNetStack network, float[]? track, int[]? sequence = null)
    {
        float[] symbols = sequence is null
            ? [.. Enumerable.Range(0, Positions).Select(Symbol)]
            : [.. sequence.Select(symbol => (float)symbol)];
        int length = symbols.Length;
        var features = track is null ? null : Tensor.Constant([1, length, Features], track[..(length * Features)]);
        var logits = network.Apply(Tensor.Constant([1, length], symbols), new(Track: features));
        using var graph = CompiledGraph.Compile([logits]);
        graph.Run();
        var found = new float[logits.Shape.Count];
        graph.Read(logits, found);
        return found;
    }
}
