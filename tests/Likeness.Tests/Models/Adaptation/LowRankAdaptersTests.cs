using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Adaptation;
using Likeness.Nn;
using Likeness.Testing;
using Likeness.Tests.House;
using Likeness.Tests.Models.Images;

namespace Likeness.Tests.Models.Adaptation;

/// <summary>Low-rank adapters: what is trained, that they begin as nothing, and that the merged weights compute the same.</summary>
public sealed class LowRankAdaptersTests
{
    private static readonly LowRankAdapters Adapters = new(3, 6);

    public static TheoryData<string> ImageModels =>
        [.. LongTest.Some(ModelRegistry.Learning(typeof(ImageSet)).Select(entry => entry.Name))];

    [Theory]
    [MemberData(nameof(ImageModels))]
    public void AModelOfImagesBeginsAsItWasAndMergesAsItEnds(string name)
    {
        var entry = ModelRegistry.Find(name, typeof(ImageSet));
        var options = entry.Preset("small");
        var images = TinyImages.Squares(8);
        var transform = new ImageTransform(
            images.Shape,
            options.Pixels,
            options.LearnsClass ? images.Labels[0].Classes : [],
            options.LearnsClass
        );
        var rows = new float[8 * transform.Width];
        transform.Forward(images, [.. Enumerable.Range(0, 8)], rows);
        Check(entry, options, ModelSpace.Create(transform, 8), rows);
    }

    [Theory]
    [InlineData("gpt2")]
    [InlineData("realnvp")]
    [InlineData("flow-matching")]
    [InlineData("masked-transformer")]
    public void AModelOfTablesBeginsAsItWasAndMergesAsItEnds(string name)
    {
        var entry = ModelRegistry.Find(name, typeof(Table));
        Check(entry, entry.DefaultOptions(), 3, Deterministic.Numbers(8 * 3, 7, 2));
    }

    [Fact]
    public void OnlyRankTimesRowsAndColumnsNumbersAreTrained()
    {
        var entry = ModelRegistry.Find("realnvp", typeof(Table));
        using var model = entry.Create(entry.DefaultOptions(), 3, seed: 1);
        long expected = model
            .Parameters.Trained.Where(one => one.Shape.Rank == 2)
            .Sum(one => (long)Math.Min(3, one.Shape.Min()) * one.Shape.Sum());
        Adapters.AddTo(model, seed: 2);
        Assert.Equal(expected, model.Parameters.Elements);
        Assert.All(model.Parameters.Trained, one => Assert.Contains(".lora_", one.Name));
        Assert.NotEmpty(model.Objectives.Single().Parameters);
    }

    [Fact]
    public void AModelWithoutTrainedMatricesIsRefused()
    {
        var entry = ModelRegistry.Find("gaussian", typeof(Table));
        using var model = entry.Create(entry.DefaultOptions(), 3, seed: 1);
        Assert.Contains(
            "Adapters = null",
            Assert.Throws<LikenessException>(() => Adapters.AddTo(model, seed: 1)).Message
        );
    }

    /// <summary>tests/golden/lora.py computes W + (α/r) B A by NumPy for a linear layer and for a convolution by its definition.</summary>
    [Fact]
    public void AdaptedLayersAreThoseOfTheReference()
    {
        using var golden = JsonDocument.Parse(Repository.Read("tests/golden/lora.json"));
        foreach (var one in golden.RootElement.EnumerateObject())
        {
            using var model = new OneLayer(one.Name == "convolution");
            Adapters.AddTo(model, seed: 1);
            foreach (var array in model.Parameters)
            {
                Numbers(one.Value, array.Name).CopyTo(array.Values);
            }

            var x = Tensor.Input("x", model.InputShape);
            var y = model.Apply(x);
            using var graph = CompiledGraph.Compile([y]);
            graph.Write(x, Numbers(one.Value, "x"));
            graph.Run();
            var values = new float[y.Shape.Count];
            graph.Read(y, values);
            Assert.All(
                values.Zip(Numbers(one.Value, "y")),
                pair => Assert.Equal(pair.Second, pair.First, 1e-5 * (1 + Math.Abs(pair.Second)))
            );
        }
    }

    private static float[] Numbers(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetSingle())];

    private static void Check(ModelEntry entry, ModelOptions options, ModelSpace space, float[] rows)
    {
        using var plain = entry.Create(options, space, seed: 1);
        foreach (var array in plain.Parameters.Where(one => one.Values.IndexOfAnyExcept(0) < 0))
        {
            Deterministic.Numbers(array.Shape.Count, 1, 0.1).CopyTo(array.Values); // what begins at 0 passes nothing on
        }

        using var adapted = entry.Create(options, space, seed: 1);
        adapted.Parameters.CopyFrom(plain.Parameters);
        Adapters.AddTo(adapted, seed: 2);
        float[] before = Losses(plain, rows);
        Equal(before, Losses(adapted, rows));

        foreach (
            var up in adapted.Parameters.Trained.Where(one => one.Name.EndsWith(".lora_b", StringComparison.Ordinal))
        )
        {
            Deterministic.Numbers(up.Shape.Count, 3, 0.05).CopyTo(up.Values);
        }

        Adapters.Merge(adapted, plain);
        float[] apart = Losses(adapted, rows);
        Assert.NotEqual(before, apart);
        Equal(apart, Losses(plain, rows));
    }

    private static void Equal(float[] expected, float[] actual) =>
        Assert.All(
            expected.Zip(actual),
            pair => Assert.Equal(pair.First, pair.Second, 1e-4 * (1 + Math.Abs(pair.First)))
        );

    private static float[] Losses(GenerativeModel model, float[] values) =>
        [
            .. model.Objectives.Select(objective =>
            {
                var rows = Tensor.Input("rows", [values.Length / model.Dimensions, model.Dimensions]);
                var loss = objective.Loss(rows, ForwardPass.Training());
                using var graph = CompiledGraph.Compile([loss]);
                graph.Write(rows, values);
                graph.Run();
                return graph.ReadScalar(loss);
            }),
        ];

    /// <summary>A model of one layer without a bias.</summary>
    private sealed class OneLayer : GenerativeModel
    {
        private readonly Linear? linear;
        private readonly Convolution? convolution;

        public OneLayer(bool isConvolution)
            : base(4, seed: null)
        {
            linear = isConvolution ? null : new Linear(Scope, 5, 4, bias: false);
            convolution = isConvolution ? Convolution.ForImages(Scope, 5, 4, 3, padding: 1, bias: false) : null;
        }

        public Shape InputShape => convolution is null ? [2, 5] : [2, 5, 4, 4];

        public override IReadOnlyList<Objective> Objectives =>
            [new("none", (rows, _) => rows.Mean(), Parameters.Trained)];

        public Tensor Apply(Tensor x) => convolution?.Apply(x) ?? linear!.Apply(x);

        public override Tensor Sample(int count) => Tensor.Constant([count, 4], 0);
    }
}
