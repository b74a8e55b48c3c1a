using System.Text.Json;
using System.Text.Json.Nodes;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Models.Adversarial;
using Likeness.Models.Baselines;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Runs;

/// <summary>Runs of format 1, with former names of options, can still be opened.</summary>
public sealed class FormerNamesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void OptionsAreReadByTheirEarlierNames()
    {
        Assert.Equal(5, Read<GanOptions>("""{"criticSteps": 5}""").DiscriminatorSteps);
        var options = Read<GmmOptions>("""{"components": 3, "floor": 0.25, "transform": "cells"}""");
        Assert.Equal((3, 0.25), (options.Components, options.CovarianceRegularisation));
        Assert.Equal(TransformKind.Bins, options.Transform);
        string written = RunJson.ToElement(options).GetRawText();
        Assert.Contains("\"covarianceRegularisation\"", written);
        Assert.Contains("\"bins\"", written);
        Assert.DoesNotContain("\"floor\"", written);
    }

    [Fact]
    public void OptionsThatAreNoneAreStillRefused() =>
        Assert.Throws<JsonException>(() => Read<GmmOptions>("""{"ceiling": 1}"""));

    [Fact]
    public void PresetsAreFoundByTheirEarlierNames()
    {
        var model = ModelRegistry.Find("realnvp", typeof(Table));
        Assert.Equal(["pi-generator"], model.Presets);
        Assert.Same(model.Preset("pi-generator"), model.Preset("origin"));
    }

    [Fact]
    public void ARunOfFormat1Opens()
    {
        string points = folder.Text("points.csv", "u,v\n1,2\n3,5\n4,4\n2,7\n5,1\n6,3\n");
        var settings = new RunSettings
        {
            Model = "gmm",
            Data = DataSource.FromFiles(points),
            Holdout = 0,
            Validation = 0,
            Options = new GmmOptions { Components = 1, CovarianceRegularisation = 0.125 },
            OutputFolder = folder.At("run"),
        };
        double[] expected;
        using (var run = TrainedModel.Train(settings))
        {
            expected = run.Sample<Table>(5, seed: 3).ToRowMajor();
        }

        string file = folder.At("run/run.json");
        var record = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        Assert.Equal((6, "table"), ((int)record["format"]!, (string)record["kind"]!));
        (record["format"], record["kind"]) = (1, "points");
        var options = record["options"]!.AsObject();
        options.Remove("covarianceRegularisation");
        options["floor"] = 0.125;
        File.WriteAllText(file, record.ToJsonString());
        using var again = TrainedModel.Open(folder.At("run"));
        Assert.Equal("table", again.Modality.Name);
        Assert.Equal(0.125, Assert.IsType<GmmOptions>(again.Options).CovarianceRegularisation);
        Assert.Equal(expected, again.Sample<Table>(5, seed: 3).ToRowMajor());
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, RunJson.Options)!;
}
