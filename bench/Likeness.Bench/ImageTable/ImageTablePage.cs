using System.Globalization;
using System.Text;
using Likeness.Data;

namespace Likeness.Bench.ImageTable;

/// <summary>The table of a page, between the markers of its dataset.</summary>
internal static class ImageTablePage
{
    private const string None = "–";

    /// <summary>Writes the rows into the page: between the markers, or at its end if it has none.</summary>
    /// <param name="path">The Markdown page; its pictures are in <paramref name="pictures"/> beside it.</param>
    /// <param name="pictures">The folder of pictures, relative to the page.</param>
    /// <param name="rows">The rows, measured so far.</param>
    public static void Write(string path, string pictures, IReadOnlyList<ImageTableRow> rows)
    {
        string text = File.Exists(path) ? File.ReadAllText(path) : "# Image models, measured\n";
        byte[] bytes = Encoding.UTF8.GetBytes(Replaced(text, pictures, rows));
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>The text of a page with the rows in their place.</summary>
    public static string Replaced(string text, string pictures, IReadOnlyList<ImageTableRow> rows)
    {
        string dataset = rows[0].Settings.Dataset;
        string first = $"<!-- images {dataset} -->";
        string last = $"<!-- end of images {dataset} -->";
        string section = $"{first}\n\n{Table(pictures, rows)}\n{last}";
        int from = text.IndexOf(first, StringComparison.Ordinal);
        int to = text.IndexOf(last, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? text[..from] + section + text[(to + last.Length)..]
            : $"{text.TrimEnd()}\n\n## {dataset}\n\n{section}\n";
    }

    private static string Table(string pictures, IReadOnlyList<ImageTableRow> rows)
    {
        var settings = rows[0].Settings;
        var measured = rows.Where(row => row.Error is null).OrderBy(row => row.Frechet ?? double.MaxValue).ToList();
        var page = new StringBuilder();
        string options =
            settings.Preset.Length > 0 ? $"`--preset {settings.Preset}` where a model has it" : "the defaults";
        page.AppendLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{settings.Budget:0} s of training of each model, {settings.Samples:N0} samples against the test images, options: {options}."
            )
        );
        if (measured.FirstOrDefault(row => row.FrechetBaseline is not null)?.FrechetBaseline is [var low, var high])
        {
            page.AppendLine($"Fréchet distance between two samples of real images: {Short(low)} to {Short(high)}.");
        }

        page.AppendLine()
            .AppendLine(
                "| model | parameters | min | Fréchet | recognised | precision | recall | bits | s per 1,000 | MB | samples |"
            )
            .AppendLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (var row in measured)
        {
            string file = ImageTableRow.FileName(row.Model, "png");
            page.Append(CultureInfo.InvariantCulture, $"| `{row.Model}` | {row.Parameters:N0} ")
                .Append(CultureInfo.InvariantCulture, $"| {row.TrainingSeconds / 60:0.0} | {Short(row.Frechet)} ")
                .Append(CultureInfo.InvariantCulture, $"| {Percent(row.Recognised)} | {Short(row.Precision)} ")
                .Append(CultureInfo.InvariantCulture, $"| {Short(row.Recall)} | {Short(row.Bits)} ")
                .Append(CultureInfo.InvariantCulture, $"| {Short(row.SamplingSeconds)} | {row.Megabytes:0} ")
                .AppendLine($"| ![samples of {row.Model}]({pictures}/{file}) |");
        }

        AppendSteps(page, measured);
        AppendClasses(page, measured);
        foreach (var row in rows.Where(row => row.Error is not null))
        {
            page.AppendLine().AppendLine($"`{row.Model}` is not in the table: {row.Error}.");
        }

        return page.ToString();
    }

    private static void AppendSteps(StringBuilder page, IReadOnlyList<ImageTableRow> rows)
    {
        var few = rows.Where(row => row.FrechetOf4 is not null && row.FrechetOf64 is not null).ToList();
        if (few.Count == 0)
        {
            return;
        }

        page.AppendLine()
            .AppendLine("| Fréchet distance by sampling steps | 4 | 64 | ratio |")
            .AppendLine("| --- | ---: | ---: | ---: |");
        foreach (var row in few)
        {
            page.AppendLine(
                $"| `{row.Model}` | {Short(row.FrechetOf4)} | {Short(row.FrechetOf64)} | {Short(row.FrechetOf4 / row.FrechetOf64)} |"
            );
        }
    }

    private static void AppendClasses(StringBuilder page, IReadOnlyList<ImageTableRow> rows)
    {
        var classes = rows.Where(row => row.ClassAccuracy is not null).ToList();
        if (classes.Count == 0)
        {
            return;
        }

        page.AppendLine().AppendLine("| samples of a class | recognised as that class |").AppendLine("| --- | ---: |");
        foreach (var row in classes)
        {
            page.AppendLine($"| `{row.Model}` | {Percent(row.ClassAccuracy)} |");
        }
    }

    private static string Percent(double? value) =>
        value is { } fraction ? string.Create(CultureInfo.InvariantCulture, $"{100 * fraction:0} %") : None;

    private static string Short(double? value) =>
        value is not { } number ? None
        : number >= 100 ? number.ToString("0", CultureInfo.InvariantCulture)
        : number.ToString(number >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
