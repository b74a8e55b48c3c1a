using System.Security.Cryptography;
using Likeness.Data.Downloads;
using Likeness.Testing;

namespace Likeness.Tests.Data.Downloads;

public sealed class FileDownloadTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31 >> 4))];

    private readonly TemporaryFolder folder = new();

    private string Part => folder.At(".a.bin.part");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_comes_whole_and_its_progress_is_told()
    {
        using var server = new LoopbackServer(request => LoopbackServer.Serve(Content, request));
        var received = new List<DownloadProgress>();
        string path = Fetch(server, progress: received);
        Assert.Equal(folder.At("a.bin"), path);
        Assert.Equal(Content, File.ReadAllBytes(path));
        Assert.Equal(["a.bin"], Left());
        Assert.Equal(new DownloadProgress("a.bin", Content.Length, Content.Length), received[^1]);
        Assert.Equal(received.OrderBy(one => one.Received), received);
    }

    [Fact]
    public void A_cut_connection_goes_on_where_it_was_cut()
    {
        int connections = 0;
        using var server = new LoopbackServer(request =>
            LoopbackServer.Serve(Content, request, cut: ++connections <= 2 ? 70_000 : null)
        );
        Assert.Equal(Content, File.ReadAllBytes(Fetch(server)));
        Assert.Equal([null, 70_000, 140_000], server.Requests.Select(request => request.From));
        Assert.Equal(["a.bin"], Left());
    }

    [Fact]
    public void What_came_before_a_failure_is_kept_for_the_next_run()
    {
        using (var server = new LoopbackServer(request => LoopbackServer.Serve(Content, request, cut: 1000)))
        {
            var error = Assert.Throws<DownloadException>(() => Fetch(server));
            Assert.Equal(5, server.Requests.Count);
            Assert.Equal(server.Address("a.bin"), error.Address);
            Assert.Equal([".a.bin.part"], Left());
            Assert.Equal(Content[..5000], File.ReadAllBytes(Part));
        }

        using (var server = new LoopbackServer(request => LoopbackServer.Serve(Content, request)))
        {
            Assert.Equal(Content, File.ReadAllBytes(Fetch(server)));
            Assert.Equal(5000, Assert.Single(server.Requests).From);
        }
    }

    [Fact]
    public void A_server_that_knows_no_ranges_sends_all_again()
    {
        File.WriteAllBytes(Part, Content[..5000]);
        using var server = new LoopbackServer(_ => new(200, Content));
        Assert.Equal(Content, File.ReadAllBytes(Fetch(server)));
    }

    [Fact]
    public void A_rest_that_does_not_fit_is_fetched_whole_once_more()
    {
        File.WriteAllBytes(Part, new byte[5000]);
        using var server = new LoopbackServer(request => LoopbackServer.Serve(Content, request));
        Assert.Equal(Content, File.ReadAllBytes(Fetch(server)));
        Assert.Equal([5000, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public void Another_part_than_was_asked_for_is_not_taken()
    {
        File.WriteAllBytes(Part, Content[..5000]);
        using var server = new LoopbackServer(request =>
            LoopbackServer.Serve(Content, request.From is null ? request : request with { From = 4000 })
        );
        Assert.Equal(Content, File.ReadAllBytes(Fetch(server)));
        Assert.Equal([5000, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public void A_part_that_is_whole_already_is_only_checked()
    {
        File.WriteAllBytes(Part, Content);
        using var server = new LoopbackServer(_ => new(416, []));
        Assert.Equal(Content, File.ReadAllBytes(Fetch(server)));
    }

    [Fact]
    public void A_wrong_sum_is_refused_and_leaves_nothing()
    {
        byte[] other = [.. Content];
        other[123]++;
        using var server = new LoopbackServer(request => LoopbackServer.Serve(other, request));
        var error = Assert.Throws<DownloadException>(() => Fetch(server));
        Assert.Contains($"instead of the published {Md5(Content)}", error.Message, StringComparison.Ordinal);
        Assert.Empty(Left());
    }

    [Fact]
    public void A_wrong_length_is_refused_before_it_comes()
    {
        using var server = new LoopbackServer(request => LoopbackServer.Serve(Content[..^1], request));
        var error = Assert.Throws<DownloadException>(() => Fetch(server));
        Assert.Equal("it has 299999 bytes there instead of the 300000 that were published", error.Message);
        Assert.Empty(Left());
    }

    [Fact]
    public void The_next_address_is_asked_where_one_has_nothing()
    {
        using var empty = new LoopbackServer(_ => new(404, []));
        using var server = new LoopbackServer(request => LoopbackServer.Serve(Content, request));
        var file = new PublishedFile("a.bin", Md5(Content), null, empty.Address("a.bin"), server.Address("b/a.bin"));
        Assert.Equal(Content, File.ReadAllBytes(Downloader().Fetch(file, folder.At("new/deep"))));
        Assert.Single(empty.Requests);
        Assert.Equal("/b/a.bin", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public void No_server_is_said_at_once()
    {
        Uri address;
        using (var server = new LoopbackServer(_ => new(200, [])))
        {
            address = server.Address("a.bin");
        }

        var file = new PublishedFile("a.bin", Md5(Content), null, address);
        var found = new DatasetFolder("digits", "digits", folder.Location, Downloader());
        var error = Assert.Throws<LikenessException>(() => found.Require(file));
        Assert.StartsWith(
            $"digits: a.bin cannot be downloaded from {address}: ",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            $" (get the file otherwise and put it into '{folder.At("digits")}')",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Location));
    }

    [Fact]
    public void A_silent_server_is_given_up()
    {
        using var release = new ManualResetEventSlim();
        using var server = new LoopbackServer(request =>
        {
            release.Wait();
            return LoopbackServer.Serve(Content, request);
        });
        var file = new PublishedFile("a.bin", Md5(Content), null, server.Address("a.bin"));
        using var client = new HttpClient();
        var download = new FileDownload(client) { Pause = TimeSpan.Zero, Silence = TimeSpan.FromMilliseconds(50) };
        var error = Assert.Throws<DownloadException>(() => download.Fetch(file, folder.Location));
        release.Set();
        Assert.Equal("the connection is silent", error.Message);
    }

    [Fact]
    public void A_download_that_is_stopped_says_so()
    {
        using var stop = new CancellationTokenSource();
        using var server = new LoopbackServer(request =>
        {
            stop.Cancel();
            return LoopbackServer.Serve(Content, request, cut: 10);
        });
        var file = new PublishedFile("a.bin", Md5(Content), null, server.Address("a.bin"));
        Assert.ThrowsAny<OperationCanceledException>(() => Downloader().Fetch(file, folder.Location, stop.Token));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        string blocked = folder.Text("file", "in the way");
        var file = new PublishedFile("a.bin", Md5(Content), null, new Uri("http://127.0.0.1:9/"));
        var error = Assert.Throws<LikenessException>(() => Downloader().Fetch(file, blocked));
        Assert.Contains("the download cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checksum_of_SHA_256_serves_where_none_of_MD5_is_published()
    {
        using var server = new LoopbackServer(request => LoopbackServer.Serve(Content, request));
        string sum = Convert.ToHexStringLower(SHA256.HashData(Content));
        var file = new PublishedFile("a.bin", "", Content.Length, server.Address("a.bin")) { Sha256 = sum };
        Assert.Equal(Content, File.ReadAllBytes(Downloader().Fetch(file, folder.Location)));
        var other = file with { Name = "b.bin", Sha256 = new string('0', 64) };
        var error = Assert.Throws<DownloadException>(() => Downloader().Fetch(other, folder.Location));
        Assert.Contains($"the SHA-256 checksum {sum} instead of the published 000", error.Message);
    }

    private string Fetch(LoopbackServer server, List<DownloadProgress>? progress = null)
    {
        var file = new PublishedFile("a.bin", Md5(Content), Content.Length, server.Address("a.bin"));
        return Downloader(progress).Fetch(file, folder.Location);
    }

    private static FileDownload Downloader(List<DownloadProgress>? progress = null) =>
        new() { Pause = TimeSpan.Zero, Progress = progress is null ? null : new Collect(progress) };

    private IEnumerable<string?> Left() => Directory.EnumerateFiles(folder.Location).Select(Path.GetFileName);

#pragma warning disable CA5351 // the checksum that dataset publishers use
    private static string Md5(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351

    private sealed class Collect(List<DownloadProgress> all) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => all.Add(value);
    }
}
