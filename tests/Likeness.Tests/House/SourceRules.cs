using System.Text.RegularExpressions;

namespace Likeness.Tests.House;

/// <summary>The rules of CONTRIBUTING.md that a machine can check. A failing rule names the files.</summary>
public sealed partial class SourceRules
{
    private const int LongestFile = 400;
    private const int MedianFile = 100;

    [Fact]
    public void NoSourceFileIsLongerThan400Lines()
    {
        var tooLong = Repository
            .Sources("src", "tests", "bench", "samples")
            .Where(file => file.Lines.Length > LongestFile)
            .Select(file => $"{file.Path}: {file.Lines.Length} lines");
        Assert.Empty(tooLong);
    }

    [Fact]
    public void TheMedianSourceFileIsShort()
    {
        int[] lengths = [.. Repository.Sources("src").Select(file => file.Lines.Length).Order()];
        Assert.NotEmpty(lengths);
        Assert.InRange(lengths[lengths.Length / 2], 1, MedianFile);
    }

    [Fact]
    public void NothingHasANameThatSaysNothing()
    {
        var vague =
            from file in Repository.Sources("src", "tests", "bench", "samples")
            from line in file.Lines
            let match = VagueType().Match(line)
            where match.Success
            select $"{file.Path}: {match.Value}";
        Assert.Empty(vague);
    }

    [Fact]
    public void NothingIsLeftUndone()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:", "NotImplemented" + "Exception"];
        var undone =
            from file in Repository.Sources("src", "tests", "bench", "samples")
            from line in file.Lines
            where marks.Any(mark => line.Contains(mark, StringComparison.Ordinal))
            select $"{file.Path}: {line.Trim()}";
        Assert.Empty(undone);
    }

    [Fact]
    public void NoMachineIsNamedInAPath()
    {
        var named =
            from file in Repository.Sources("src", "tests", "bench", "samples")
            from line in file.Lines
            where MachinePath().IsMatch(line)
            select $"{file.Path}: {line.Trim()}";
        Assert.Empty(named);
    }

    [Fact]
    public void TheEngineKnowsNothingAboveIt()
    {
        var upward =
            from file in Repository.Sources("src/Likeness.Compute")
            from line in file.Lines
            where UsingOfTheLibrary().IsMatch(line)
            select $"{file.Path}: {line.Trim()}";
        Assert.Empty(upward);
    }

    // Data flows one way through the library; each folder may use those before it. Data and Interop read files for each other,
    // and models name the type of one example of their kind of data.
    private static readonly string[][] Layers =
    [
        ["Numerics"],
        ["Data", "Interop"],
        ["Modalities/Images/Data", "Modalities/Audio/Data", "Modalities/Text/Data"],
        ["Trees"],
        ["Nn"],
        ["Models"],
        ["Training"],
        ["Evaluation"],
        ["Figures"],
        ["Sampling"],
        ["Modalities", "Runs"],
    ];

    [Fact]
    public void NoFolderOfTheLibraryReachesBack()
    {
        var back =
            from file in Repository.Sources("src/Likeness")
            let layer = LayerOf(Path.GetDirectoryName(file.Path["src/Likeness/".Length..])!.Replace('\\', '/'))
            where layer >= 0
            from line in file.Lines
            let used = Using().Match(line)
            where used.Success && LayerOf(used.Groups[1].Value.Replace('.', '/')) > layer
            select $"{file.Path}: {line}";
        Assert.Empty(back);
    }

    [Fact]
    public void EveryFolderOfTheLibraryHasItsLayer()
    {
        var folders = Directory
            .GetDirectories(Path.Combine(Repository.Root, "src/Likeness"))
            .Select(path => Path.GetFileName(path))
            .Where(name => name is not ("bin" or "obj"));
        Assert.Empty(folders.Except(Layers.SelectMany(names => names), StringComparer.Ordinal));
    }

    // The layer whose name is the longest beginning of the folder's.
    private static int LayerOf(string folder) =>
        Enumerable
            .Range(0, Layers.Length)
            .SelectMany(layer => Layers[layer].Select(name => (Layer: layer, Name: name)))
            .Where(part => $"{folder}/".StartsWith($"{part.Name}/", StringComparison.Ordinal))
            .OrderByDescending(part => part.Name.Length)
            .Select(part => part.Layer)
            .FirstOrDefault(-1);

    [Fact]
    public void EveryTestProjectMirrorsAProject()
    {
        string[] folders = ["src", "bench"];
        var orphans = Directory
            .GetDirectories(Path.Combine(Repository.Root, "tests"), "*.Tests")
            .Select(Path.GetFileName)
            .Select(name => name!.Replace(".Tests", ""))
            .Where(name => !folders.Any(folder => Directory.Exists(Path.Combine(Repository.Root, folder, name))));
        Assert.Empty(orphans);
    }

    [GeneratedRegex(
        @"\b(class|struct|record|interface|enum)\s+\w*(Helper|Helpers|Utils|Util|Utilities|Manager|Common)\b"
    )]
    private static partial Regex VagueType();

    [GeneratedRegex("\"(/home/|/root/|/work/|/Users/|[A-Z]:\\\\)")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"^using Likeness\.([\w.]+);")]
    private static partial Regex Using();

    [GeneratedRegex(@"^using Likeness(\.(?!Compute)|;)")]
    private static partial Regex UsingOfTheLibrary();
}
