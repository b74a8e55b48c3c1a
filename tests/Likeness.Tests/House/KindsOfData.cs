using System.Text.RegularExpressions;

namespace Likeness.Tests.House;

/// <summary>A kind of data is one folder: nothing outside its folder, and the models that learn it, asks what kind of data it has.</summary>
public sealed partial class KindsOfData
{
    [Fact]
    public void NothingOutsideItsFolderAsksForTheKind()
    {
        var asking =
            from file in Repository.Sources("src/Likeness", "src/Likeness.Cli")
            let path = file.Path.Replace('\\', '/')
            where !path.Contains("/Modalities/", StringComparison.Ordinal)
            from line in file.Lines
            where Asks().IsMatch(line) && !line.TrimStart().StartsWith("///", StringComparison.Ordinal)
            select $"{path}: {line.Trim()}";
        Assert.Empty(asking);
    }

    [Fact]
    public void NoKindOfDataUsesAnother()
    {
        string[] kinds = ["Tables", "Images", "Audio", "Text"];
        var reaching =
            from kind in kinds
            from file in Repository.Sources($"src/Likeness/Modalities/{kind}")
            from other in kinds.Where(other => other != kind)
            from line in file.Lines
            where line.StartsWith($"using Likeness.Modalities.{other}", StringComparison.Ordinal)
            select $"{file.Path}: {line}";
        Assert.Empty(reaching);
    }

    [GeneratedRegex(@"\b(Table|Image|Audio|Text)(Modality|Model|Encoding)\b|DataKind|\.Modality is ")]
    private static partial Regex Asks();
}
