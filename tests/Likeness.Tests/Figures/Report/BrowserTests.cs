using Likeness.Figures.Report;
using Likeness.Modalities.Tables.Report;
using Likeness.Testing;
using Microsoft.Playwright;

namespace Likeness.Tests.Figures.Report;

/// <summary>Opens reports as a user does: from the disk, without a network.</summary>
[Trait("Category", "Browser")]
public sealed class BrowserTests
{
    // Other tests may take all cores: how long a page takes is not tested.
    private const float PatienceMilliseconds = 180_000;

    private static string Write(
        TemporaryFolder folder,
        string name,
        (ReportOutline Outline, TableReport Content) report
    )
    {
        string place = Directory.CreateDirectory(Path.Combine(folder.Path, name)).FullName;
        var figures = TableFigures.Draw(report.Content);
        return ReportPage.Write(place, report.Outline, TableSections.Create(report.Content, figures));
    }

    [SkippableFact]
    public async Task AReportOpensOfflineWithNothingMissing()
    {
        LongTest.Require();
        using var folder = new TemporaryFolder();
        string rich = Write(folder, "a", SampleReport.OfPixels());
        string wide = Write(folder, "b", SampleReport.OfTables(30));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        foreach (string page in new[] { rich, wide })
        {
            foreach (var (width, scheme) in new[] { (1280, ColorScheme.Light), (400, ColorScheme.Dark) })
            {
                await CheckAsync(browser, page, width, scheme);
            }
        }
    }

    private static async Task CheckAsync(IBrowser browser, string path, int width, ColorScheme scheme)
    {
        await using var context = await browser.NewContextAsync(
            new()
            {
                Offline = true,
                ColorScheme = scheme,
                ViewportSize = new() { Width = width, Height = 900 },
            }
        );
        var page = await context.NewPageAsync();
        var errors = new List<string>();
        page.Console += (_, message) => errors.Add($"console {message.Type}: {message.Text}");
        page.PageError += (_, error) => errors.Add($"script: {error}");
        page.RequestFailed += (_, request) => errors.Add($"failed: {request.Url}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal) && request.Url != new Uri(path).AbsoluteUri)
            {
                errors.Add($"asked for: {request.Url}");
            }
        };
        await page.GotoAsync(
            new Uri(path).AbsoluteUri,
            new() { WaitUntil = WaitUntilState.Load, Timeout = PatienceMilliseconds }
        );
        Assert.Empty(errors);

        const string Undecoded = """
            async () => {
              const sources = [...document.querySelectorAll('img')].map(i => i.src)
                .concat([...document.querySelectorAll('svg image')].map(i => i.getAttribute('href')));
              let bad = 0;
              for (const source of sources) {
                const image = new Image();
                image.src = source;
                try { await image.decode(); } catch { bad++; continue; }
                if (image.naturalWidth === 0) bad++;
              }
              return [sources.length, bad];
            }
            """;
        int[] images = await page.EvaluateAsync<int[]>(Undecoded);
        Assert.True(images[0] > 0);
        Assert.Equal(0, images[1]);

        int overflow = await page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        Assert.Equal(0, overflow);
        Assert.Equal("Likeness report", await page.Locator(".eyebrow").InnerTextAsync());
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        string paper = await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor");
        Assert.Equal(scheme == ColorScheme.Light ? "rgb(255, 255, 255)" : "rgb(20, 23, 27)", paper);
        Assert.Empty(errors);
    }
}
