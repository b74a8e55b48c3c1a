using System.Net;

namespace Likeness.Data.Downloads;

/// <summary>
/// Downloads published files over HTTP: into <c>.NAME.part</c> in the target folder, resuming an earlier attempt,
/// and renamed only when length and checksum are right.
/// </summary>
/// <param name="client">Sends the requests; its timeout must be long enough for a whole file.</param>
public sealed class FileDownload(HttpClient client)
{
    private const int MaxTries = 5;

    private static readonly Lazy<HttpClient> DefaultClient = new(() =>
        new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(20) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { { "User-Agent", "likeness" } },
        }
    );

    /// <summary>Creates a downloader with its own client.</summary>
    public FileDownload()
        : this(DefaultClient.Value) { }

    /// <summary>Receives progress many times per second.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>The delay before a retry.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The idle time after which a connection counts as broken.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Downloads a file into a folder, which is created if missing, from the first address that has it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Cancels the download; received bytes are kept for the next attempt.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="DownloadException">No address provides the file as published.</exception>
    /// <exception cref="LikenessException">The folder cannot be written to, or the disk is full.</exception>
    public string Fetch(PublishedFile file, string folder, CancellationToken cancellationToken = default) =>
        FetchAsync(file, folder, cancellationToken).GetAwaiter().GetResult();

    /// <summary>As <see cref="Fetch"/>, asynchronously.</summary>
    public async Task<string> FetchAsync(
        PublishedFile file,
        string folder,
        CancellationToken cancellationToken = default
    )
    {
        string path = Path.Combine(folder, file.Name);
        using var part = PartialFile.Open(folder, file.Name);
        for (int i = 0; ; i++)
        {
            try
            {
                await FromAsync(file, file.Addresses[i], part, cancellationToken).ConfigureAwait(false);
                part.MoveTo(path);
                return path;
            }
            catch (DownloadException) when (i + 1 < file.Addresses.Count)
            {
                // The next address may have it.
            }
        }
    }

    private async Task FromAsync(PublishedFile file, Uri address, PartialFile part, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            long before = part.Length;
            try
            {
                await TransferAsync(file, address, part, cancellationToken).ConfigureAwait(false);
                if (await ErrorAsync(file, part, cancellationToken).ConfigureAwait(false) is not { } error)
                {
                    return;
                }

                // Bytes of an earlier attempt may belong to another file; a download in one piece is what the server has.
                part.Clear();
                if (before == 0)
                {
                    throw new DownloadException(address, error);
                }
            }
            catch (Exception failure) when (IsOfTheNetwork(failure, cancellationToken))
            {
                if (attempt >= MaxTries)
                {
                    throw new DownloadException(address, Reason(failure), failure);
                }

                // A connection that was never established will not exist a second later; one that was cut has delivered something.
                if (part.Length == before && failure is HttpRequestException { StatusCode: null })
                {
                    throw new DownloadException(address, Reason(failure), failure);
                }

                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task TransferAsync(
        PublishedFile file,
        Uri address,
        PartialFile part,
        CancellationToken cancellationToken
    )
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(Silence);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (part.Length > 0)
        {
            request.Headers.Range = new(part.Length, null);
        }

        using var response = await client
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token)
            .ConfigureAwait(false);
        if (part.Length > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return; // all bytes are received: the checksum decides
        }

        long? total = Accept(response, address, part);
        if (total is not null && file.Bytes is not null && total != file.Bytes)
        {
            throw new DownloadException(
                address,
                $"it has {total} bytes there instead of the {file.Bytes} that were published"
            );
        }

        using var content = await response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
        var buffer = new byte[1 << 17];
        int read;
        while ((read = await content.ReadAsync(buffer, silence.Token).ConfigureAwait(false)) > 0)
        {
            silence.CancelAfter(Silence);
            part.Append(buffer.AsSpan(0, read));
            if (part.Length > (file.Bytes ?? PartialFile.Max))
            {
                part.Clear();
                throw new DownloadException(address, $"more than {file.Bytes ?? PartialFile.Max} bytes arrive");
            }

            Progress?.Report(new DownloadProgress(file.Name, part.Length, total ?? file.Bytes));
        }
    }

    /// <summary>Prepares the partial file for the response, and returns the length of the whole file.</summary>
    private static long? Accept(HttpResponseMessage response, Uri address, PartialFile part)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange?.From == part.Length:
                return response.Content.Headers.ContentRange.Length;
            case HttpStatusCode.PartialContent:
                part.Clear();
                throw new IOException("the server sends another part than it was asked for");
            case HttpStatusCode.OK:
                part.Clear();
                return response.Content.Headers.ContentLength;
            default:
                throw new DownloadException(
                    address,
                    $"the server answers {(int)response.StatusCode} ({response.ReasonPhrase})"
                );
        }
    }

    /// <summary>Describes what is wrong with the whole file; null if it is the published one.</summary>
    private static async Task<string?> ErrorAsync(
        PublishedFile file,
        PartialFile part,
        CancellationToken cancellationToken
    )
    {
        if (file.Bytes is { } bytes && part.Length != bytes)
        {
            return $"{part.Length} bytes arrived instead of the {bytes} that were published";
        }

        string kind = file.Sha256 is null ? "MD5" : "SHA-256";
        string published = file.Sha256 ?? file.Md5;
        string sum = await part.SumAsync(file.Sha256 is not null, cancellationToken).ConfigureAwait(false);
        return sum == published
            ? null
            : $"the received file has the {kind} checksum {sum} instead of the published {published}";
    }

    private static bool IsOfTheNetwork(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpRequestException or IOException
        || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static string Reason(Exception failure) =>
        failure is OperationCanceledException
            ? "the connection is silent"
            : failure.GetBaseException().Message.TrimEnd('.');
}
