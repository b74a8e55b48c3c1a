using System.Text.Json;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Models;
using Likeness.Models.Diffusion;
using Likeness.Nn;
using Likeness.Tests.House;
using static Likeness.Tests.Models.Adaptation.ExtendedModels;

namespace Likeness.Tests.Models.Adaptation;

/// <summary>Edits of pictures by words: the guidance and the conditions of training (tests/golden/edits.py has them in NumPy), and the network at its start.</summary>
public sealed class EditGuidanceTests
{
    [Fact]
    public void TheGuidanceIsThatOfTheReference()
    {
        var (x, before) = (Golden("x", 4, 12), Golden("before", 4, 12));
        Close(Numbers("guided"), Values(Toy(7.5, 1.5).Under(Golden("word", 4), before)(x, 0)));
    }

    /// <summary>With scales of 1 nothing is guided: the network under the picture and the word.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1.0001, 1)]
    [InlineData(1, 1.0001)]
    public void ScalesOfOneDoNotGuide(double word, double picture)
    {
        var (x, before) = (Golden("x", 4, 12), Golden("before", 4, 12));
        var words = Golden("word", 4);
        var condition = Tensor.Concatenate(1, words.Reshape([4, 1]), before);
        Close(Values(Network(x, 0, condition)), Values(Toy(word, picture).Under(words, before)(x, 0)), tolerance: 1e-3);
    }

    [Fact]
    public void WordsAndPicturesAreDroppedAsInTheReference()
    {
        var rows = Tensor.Concatenate(1, Golden("x", 4, 12), Golden("before", 4, 12), Golden("word", 4, 1));
        Close(Numbers("dropped"), Values(Toy(1, 1).Dropped(rows, Golden("u", 4, 1))));
    }

    [Fact]
    public void TheFidelityIsThatOfTheReference()
    {
        ImageSet Images(string name) => new(new ImageShape(3, 4, 4), [.. Numbers(name).Select(value => (byte)value)]);
        var target = Images("target");
        var pairs = new ImageSet(target.Shape, target.Pixels) { Before = Images("old") };
        var found = EditFidelity.Compute(pairs, Images("edited"));
        Close(
            Numbers("fidelity"),
            [
                (float)found.Psnr,
                (float)found.UnchangedPsnr,
                (float)found.ChangedError,
                (float)found.UnchangedChangedError,
                (float)found.KeptError,
            ],
            tolerance: 1e-4
        );
        Assert.Null(found.Recognised); // not pairs of shapes
        Assert.Equal(2, found.Images);
    }

    /// <summary>The first edits are samples of the trained model, without its class if it has any: further inputs begin at 0, and words as no class.</summary>
    [Theory]
    [MemberData(nameof(ExtendedModels.Names), MemberType = typeof(ExtendedModels))]
    public void TheEditingModelBeginsAsTheTrainedOne(string name)
    {
        var (plain, editing) = Models(name);
        using (plain)
        using (editing)
        {
            var (model, trained) = ((IControlledModel)editing, (ProbabilityFlow)plain);
            Assert.True(model.IsEditing);
            Assert.False(model.IsControlled || ((IControlledModel)plain).IsEditing);
            var pictures = Tensor.Constant([3, 256], Deterministic.Numbers(3 * 256, 2, 1));
            var words = Tensor.Constant([3], [0, 1, 2]);
            var before = Pixels(model.SampleUnder(pictures, words));
            var none = Tensor.Constant([3], trained.Space.Classes);
            var free = trained.Space.Classes == 0 ? plain.Sample(3) : trained.SampleOf(none);
            Close(Pixels(free), before, tolerance: 1e-3);

            // A change of the weights of the picture, and one of those of the words, each reach the edits.
            var first = editing.Parameters["first.weight"];
            for (int i = 1; i < first.Shape.Count; i += 2)
            {
                first.Values[i] = 0.3f; // the second input channel
            }

            var after = Pixels(model.SampleUnder(pictures, words));
            Assert.NotEqual(before, after);
            Deterministic
                .Numbers(editing.Parameters["words.weight"].Shape.Count, 1, 1)
                .CopyTo(editing.Parameters["words.weight"].Values);
            Assert.NotEqual(after, Pixels(model.SampleUnder(pictures, words)));
        }
    }

    [Theory]
    [MemberData(nameof(ExtendedModels.Names), MemberType = typeof(ExtendedModels))]
    public void TheLossReachesThePictureAndTheWords(string name)
    {
        var (plain, editing) = Models(name);
        using (plain)
        using (editing)
        {
            var objective = editing.Objectives.Single();
            var rows = Tensor.Constant(
                [16, 513],
                [.. Deterministic.Numbers(16 * 513, 3, 1).Select((v, i) => i % 513 == 512 ? i / 513 % 3 : v)]
            );
            Parameter[] asked = [editing.Parameters["first.weight"], editing.Parameters["words.weight"]];
            Assert.All(asked, one => Assert.Contains(one, objective.Parameters));
            var gradients = Gradient.Compute(
                objective.Loss(rows, ForwardPass.Training()),
                [.. asked.Select(one => one.Tensor)]
            );
            float[] ofFirst = Values(gradients[0]);
            Assert.Contains(ofFirst.Where((_, i) => i % 2 == 1), value => value != 0);
            Assert.Contains(Values(gradients[1]), value => value != 0);
        }
    }

    /// <summary>Width, noise and loss are of the picture after alone; the rows of samples have no picture before.</summary>
    [Fact]
    public void RowsHaveThePictureAfterThePictureBeforeAndTheWord()
    {
        var (plain, editing) = Models("flow-matching");
        using (plain)
        using (editing)
        {
            Assert.Equal(513, editing.Dimensions);
            Assert.Equal(256, ((ProbabilityFlow)editing).Width);
            float[] rows = Values(editing.Sample(2));
            Assert.Equal(2 * 513, rows.Length);
            Assert.All(rows[256..512], value => Assert.Equal(0, value));
            Assert.All(new[] { rows[512], rows[^1] }, word => Assert.Contains(word, new[] { 0f, 1, 2 }));
        }
    }

    private static (GenerativeModel Plain, GenerativeModel Editing) Models(string name) =>
        Create(
            name,
            options => options with { Edits = true, Conditional = false },
            Transform(name) with
            {
                Classes = ["bright", "dark", "left"],
                LearnsClass = true,
                LearnsEdits = true,
            }
        );

    private static EditGuidance Toy(double word, double picture) =>
        new(
            ModelSpace.Create(
                new ImageTransform(new(3, 2, 2), PixelScale.Symmetric, ["a", "b", "c"], true) { LearnsEdits = true },
                4
            ),
            Network,
            word,
            picture
        );

    private static Tensor Network(Tensor x, Tensor time, Tensor? condition)
    {
        var (words, pictures) = PictureGuidance.Split(condition, 12);
        return (x + ((words!.Reshape([4, 1]) + 1) * 0.2f) + (pictures! * 0.5f)).Tanh();
    }

    private static float[] Numbers(string name)
    {
        using var golden = JsonDocument.Parse(Repository.Read("tests/golden/edits.json"));
        return [.. golden.RootElement.GetProperty(name).EnumerateArray().Select(value => value.GetSingle())];
    }

    private static Tensor Golden(string name, params int[] shape) => Tensor.Constant(new Shape(shape), Numbers(name));

    private static float[] Pixels(Tensor rows) => Values(rows.Slice(1, 0, Size.Length));
}
